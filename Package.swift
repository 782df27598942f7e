// swift-tools-version: 6.2
import PackageDescription

// `scripts/test` sets MOSAIC_STRICT, so that a newer compiler's new warnings stop our checks but not a person's build.
let isStrict = Context.environment["MOSAIC_STRICT"] != nil
let settings: [SwiftSetting] = isStrict ? [.treatAllWarnings(as: .error)] : []
// What is tested is optimized there, which spares the tests a quarter of their time; to optimize the tests would cost more than it spares.
let testedSettings = settings + (isStrict ? [.unsafeFlags(["-O"])] : [])

// Replaces malloc: an eighth of the time of a build of the index. A sanitizer brings an allocator of its own.
let allocator: [LinkerSetting] =
    Context.environment["MOSAIC_SANITIZE"] == nil ? [.linkedLibrary("mimalloc", .when(platforms: [.linux]))] : []

// `scripts/fuzz` sets MOSAIC_FUZZ: the fuzzer needs a runtime that not every toolchain has, and its calls in every module.
let fuzzer: [Target] =
    Context.environment["MOSAIC_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "mosaic-fuzzer", dependencies: ["Fuzzing"], path: "Tests/Fuzzer",
            swiftSettings: settings + [.unsafeFlags(["-parse-as-library"])])
    ]

// Sessions with the command line, which the tests read from the source folder.
let transcripts = [
    "answers", "asking", "bench", "checkboxes", "checking", "daily", "errors", "looking", "queries", "sql", "start",
    "time",
    "vault",
].map {
    "Transcripts/\($0).transcript"
}

let package = Package(
    name: "mosaic",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "mosaic", targets: ["mosaic"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        // Floor 0: the system's libraries.
        .systemLibrary(
            name: "CGit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
        .systemLibrary(
            name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
        .systemLibrary(
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .systemLibrary(
            name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])]),

        // Has libgit2 start without what only servers are for.
        .target(name: "CWithoutCertificates"),

        // Floor 1: the model is pure; the git store knows no entities.
        .target(name: "VaultModel", dependencies: ["CYAML"], swiftSettings: testedSettings),
        .target(
            name: "GitStore", dependencies: ["CGit2", "CDeflate", "CWithoutCertificates"], swiftSettings: testedSettings
        ),

        // Floor 2: the index.
        .target(
            name: "VaultIndex",
            dependencies: [
                "VaultModel", "GitStore", "CSQLite", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: testedSettings),

        // Floor 3: the use cases.
        .target(
            name: "VaultEngine", dependencies: ["VaultModel", "GitStore", "VaultIndex"], swiftSettings: testedSettings),

        // Floor 4: the command line.
        .executableTarget(
            name: "mosaic",
            dependencies: [
                "VaultEngine", "VaultModel", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: testedSettings, linkerSettings: allocator),

        // Makes and measures synthetic vaults; no part of what is installed.
        .executableTarget(
            name: "mosaic-bench",
            dependencies: [
                "VaultEngine", "VaultModel", "GitStore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: testedSettings),

        // What tests of several modules need.
        .target(name: "TestSupport", path: "Tests/TestSupport", exclude: ["Zones"], swiftSettings: testedSettings),
        .testTarget(
            name: "VaultModelTests",
            dependencies: ["VaultModel", "TestSupport", .product(name: "Yams", package: "Yams")],
            exclude: [
                "Recurrence/record-recurrences", "Recurrence/recurrences.tsv", "Values/record-zones",
                "Values/zones.tsv",
            ], swiftSettings: settings),
        .testTarget(name: "GitStoreTests", dependencies: ["GitStore", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "VaultIndexTests",
            dependencies: ["VaultIndex", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: settings),
        .testTarget(
            name: "VaultEngineTests", dependencies: ["VaultEngine", "TestSupport"],
            exclude: ["Views/record-events", "Views/events.tsv"], swiftSettings: settings),
        .testTarget(
            name: "MosaicTests", dependencies: ["mosaic", "mosaic-bench", "TestSupport"],
            exclude: transcripts + ["Processes/faults.c"], swiftSettings: settings),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),

        // What the fuzzer calls, which the tests call as well.
        .target(
            name: "Fuzzing", dependencies: ["VaultModel", "GitStore"], path: "Tests/Fuzzing", swiftSettings: settings),
        .testTarget(
            name: "FuzzTests", dependencies: ["Fuzzing", "TestSupport"], exclude: ["Corpora"], swiftSettings: settings),
    ] + fuzzer
)
