import Foundation
import Testing

/// The table of floors: what each module may import of the project and of the outside world.
private let allowedImports: [String: Set<String>] = [
    "VaultModel": ["CYAML"],
    "GitStore": ["CGit2", "Glibc", "Musl", "Darwin"],
    "VaultIndex": ["VaultModel", "GitStore", "GRDB", "GRDBSQLite"],
    "mosaic": ["VaultModel", "GitStore", "VaultIndex", "ArgumentParser", "Foundation"],
]

struct ImportTests {
    private static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources")

    private static func swiftFiles(of module: String) -> [URL] {
        let folder = sources.appendingPathComponent(module)
        let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return paths.filter { $0.hasSuffix(".swift") }.map { folder.appendingPathComponent($0) }
    }

    private static func imports(in source: String) -> [String] {
        source.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split(separator: " ")
            guard let keyword = words.firstIndex(of: "import"), words[..<keyword].allSatisfy({ $0.hasPrefix("@") })
            else { return nil }
            return words.last.map { String($0.prefix { $0 != "." }) }
        }
    }

    @Test("a module imports only what lies below it", arguments: allowedImports.keys.sorted())
    func importsRunDownwards(module: String) throws {
        let files = Self.swiftFiles(of: module)
        #expect(!files.isEmpty)
        for file in files {
            let imported = Self.imports(in: try String(contentsOf: file, encoding: .utf8))
            let forbidden = Set(imported).subtracting(allowedImports[module] ?? [])
            #expect(forbidden.isEmpty, "\(file.lastPathComponent) imports \(forbidden.sorted())")
        }
    }

    @Test("every module with Swift sources is in the table of floors")
    func tableIsWhole() throws {
        let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
            .filter { !Self.swiftFiles(of: $0).isEmpty }
        #expect(Set(modules) == Set(allowedImports.keys))
    }

    @Test("imports are found, with attributes too")
    func findsImports() {
        #expect(Self.imports(in: "@testable import A\n  import B\n// important\nimport struct C.D") == ["A", "B", "C"])
    }

    @Test("no file has more than 600 lines")
    func filesAreShort() throws {
        for module in allowedImports.keys {
            for file in Self.swiftFiles(of: module) where file.lastPathComponent != "VaultTemplateFiles.swift" {
                let lines = try String(contentsOf: file, encoding: .utf8).split(
                    separator: "\n", omittingEmptySubsequences: false)
                #expect(lines.count <= 600, "\(file.lastPathComponent)")
            }
        }
    }
}
