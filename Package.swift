// swift-tools-version: 6.2
import PackageDescription

// `scripts/test` sets MOSAIC_STRICT, so that a newer compiler's new warnings stop our checks but not a person's build.
let settings: [SwiftSetting] = Context.environment["MOSAIC_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

// Sessions with the command line, which the tests read from the source folder.
let transcripts = ["asking", "bench", "checking", "errors", "queries", "start", "time", "vault"].map {
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
            name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),

        // Floor 1: the model is pure; the git store knows no entities.
        .target(name: "VaultModel", dependencies: ["CYAML"], swiftSettings: settings),
        .target(name: "GitStore", dependencies: ["CGit2"], swiftSettings: settings),

        // Floor 2: the index.
        .target(
            name: "VaultIndex",
            dependencies: [
                "VaultModel", "GitStore", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),

        // Floor 3: the use cases.
        .target(name: "VaultEngine", dependencies: ["VaultModel", "GitStore", "VaultIndex"], swiftSettings: settings),

        // Floor 4: the command line.
        .executableTarget(
            name: "mosaic",
            dependencies: [
                "VaultEngine", "VaultModel", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings),

        // Makes and measures synthetic vaults; no part of what is installed.
        .executableTarget(
            name: "mosaic-bench",
            dependencies: [
                "VaultModel", .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: settings),

        .testTarget(
            name: "VaultModelTests", dependencies: ["VaultModel", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings),
        .testTarget(name: "GitStoreTests", dependencies: ["GitStore"], swiftSettings: settings),
        .testTarget(name: "VaultIndexTests", dependencies: ["VaultIndex"], swiftSettings: settings),
        .testTarget(name: "VaultEngineTests", dependencies: ["VaultEngine"], swiftSettings: settings),
        .testTarget(
            name: "MosaicTests", dependencies: ["mosaic", "mosaic-bench"],
            exclude: transcripts, swiftSettings: settings),
        .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    ]
)
