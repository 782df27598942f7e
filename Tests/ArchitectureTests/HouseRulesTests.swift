import Testing

/// The checks must be able to fail.
struct HouseRulesTests {
    @Test(
        "An import from a floor above, or past the one importer, is found",
        arguments: [
            ("VaultModel", "import GitStore"), ("VaultModel", "import Foundation"), ("GitStore", "import VaultModel"),
            ("VaultEngine", "import GRDB"), ("VaultIndex", "@preconcurrency import CGit2"),
            ("mosaic", "import VaultIndex"),
            ("mosaic", "import Foundation"), ("GitStore", "package import CYAML"),
            ("VaultIndex", "internal import struct VaultEngine.Vault"), ("VaultEngine", "@testable import mosaic"),
            ("VaultEngine", "  public import ArgumentParser"), ("Elsewhere", "import Swift"),
        ])
    func badImports(module: String, line: String) {
        let source = SwiftSource(path: "Sources/\(module)/Folder/File.swift", text: "// A file.\n\(line)\n")
        #expect(HouseRules.importViolations(in: source).count == 1)
    }

    @Test(
        "An import that the table allows is left alone, and so is the word in a comment or a string",
        arguments: [
            ("VaultModel", "import CYAML"), ("VaultIndex", "import GRDB\nimport VaultModel"),
            ("mosaic", "#if canImport(Glibc)\n    import Glibc\n#endif"), ("VaultModel", "// import GRDB"),
            ("VaultModel", "/* a\nimport GRDB /* b */\nimport GRDB */"),
            ("VaultModel", "let a = \"\"\"\n  import GRDB\n  \"\"\""),
        ])
    func goodImports(module: String, text: String) {
        let source = SwiftSource(path: "Sources/\(module)/File.swift", text: text)
        #expect(HouseRules.importViolations(in: source).isEmpty)
    }

    @Test(
        "Code that prints, exits or reads the environment is found",
        arguments: [
            "print(\"x\")", "exit(1)", "let home = getenv(\"HOME\")", "ProcessInfo.processInfo.environment[\"A\"]",
            "let a = \"\\(getenv(\"A\"))\"", "let a = #\"\\#(getenv(\"A\"))\"#; environ", "abort()",
            "Glibc.exit(1)", "return Swift.print(a)", "CommandLine.arguments",
            "FileManager.default.homeDirectoryForCurrentUser",
        ])
    func badCalls(line: String) {
        let source = SwiftSource(path: "Sources/VaultEngine/File.swift", text: "struct A {}\n\(line)\n")
        let violations = HouseRules.processViolations(in: source)
        #expect(violations.count == 1)
        #expect(violations.first?.hasPrefix("Sources/VaultEngine/File.swift:2: ") == true)
    }

    @Test(
        "Words that only look like such calls are left alone",
        arguments: [
            "fingerprint(x)", "writer.print(x)", "\"print(x)\"", "// exit(1)", "let environment = 1",
            "#\"getenv(\"A\")\"#",
            "\"a \\\" exit(1)\"", "isExit(1)",
        ])
    func goodCalls(line: String) {
        #expect(
            HouseRules.processViolations(in: SwiftSource(path: "Sources/VaultEngine/File.swift", text: line)).isEmpty)
    }

    @Test("Only one file of the executable reads the process")
    func processFile() {
        let text = "exit(0)"
        #expect(HouseRules.processViolations(in: SwiftSource(path: HouseRules.processFile, text: text)).isEmpty)
        #expect(HouseRules.processViolations(in: SwiftSource(path: "Sources/mosaic/A.swift", text: text)).count == 1)
    }

    @Test(
        "What traps is found",
        arguments: [
            "try! read()", "x as! Int", "fatalError(\"no\")", "Swift.fatalError()", "precondition(a > 0)",
            "preconditionFailure()",
            "assertionFailure()", "a.first!.b", "a[0]!", "f()! + 1", "var a: Int!", "a?.b!", "a.unsafelyUnwrapped",
        ])
    func traps(line: String) {
        #expect(HouseRules.trapViolations(in: SwiftSource(path: "Sources/mosaic/A.swift", text: line)).count == 1)
        #expect(HouseRules.trapViolations(in: SwiftSource(path: "Sources/mosaic/A.swift", text: "// \(line)")).isEmpty)
    }

    @Test(
        "What only looks so traps nothing",
        arguments: ["a != b", "a!=b", "if !a { b() }", "(!a)", "[!a]", "\"no!\"", "asserted(a)", "a !== b"])
    func noTraps(line: String) {
        #expect(HouseRules.trapViolations(in: SwiftSource(path: "Sources/mosaic/A.swift", text: line)).isEmpty)
    }

    @Test("A file of 601 lines is too long, and one of 600 is not")
    func length() {
        let line = "let a = 1\n"
        #expect(HouseRules.lengthViolations(path: "A", text: String(repeating: line, count: 600)).isEmpty)
        #expect(HouseRules.lengthViolations(path: "A", text: String(repeating: line, count: 601)).count == 1)
    }

    @Test("A stray thing at the top level is found")
    func topLevel() {
        let paths = ["Package.swift", "Sources/mosaic/Mosaic.swift", ".ci/run", "docs/a.md", "docs/b.md", "NOTES.md"]
        let violations = HouseRules.topLevelViolations(trackedPaths: paths)
        #expect(violations.map { $0.prefix { $0 != ":" } } == ["NOTES.md", "docs"])
    }

    @Test("A command without an example in its help is found")
    func examples() {
        let path = "Sources/mosaic/Commands/ListCommand.swift"
        let good =
            "CommandConfiguration(abstract: \"A\", discussion: \"\"\"\n    An example:\n      mosaic list\n    \"\"\")"
        #expect(HouseRules.exampleViolations(path: path, text: good).isEmpty)
        #expect(
            HouseRules.exampleViolations(path: path, text: "CommandConfiguration(abstract: \"mosaic a\")").count == 1)
        let second = good + "CommandConfiguration(abstract: \"B\", discussion: \"mosaicked\")"
        #expect(HouseRules.exampleViolations(path: path, text: second).count == 1)
        #expect(
            HouseRules.exampleViolations(path: "Sources/mosaic/Mosaic.swift", text: "CommandConfiguration()").isEmpty)
    }
}
