import TestSupport
import Testing
import VaultModel

@testable import VaultEngine

@Suite("What a person has in an editor while somebody else changes the file")
struct SharedEditTests {
    private static let path = "tasks/roof.md"
    private static let roof = "---\nid: roof0001\ntype: task\nstatus: not_started\npriority: low\n---\n# Roof\n\nOne.\n"

    /// Has a person write a text in an editor, which somebody else is faster than.
    private static func edit(
        _ vault: ScratchVault, _ text: String, meanwhile: (ScratchVault) throws -> Void
    ) throws -> (plan: ChangePlan?, receipt: ChangeReceipt?) {
        let opened = try vault.open()
        let file = try opened.editedFile(of: opened.entity("roof0001"))
        try meanwhile(vault)
        try vault.write(path, text)
        let plan = try opened.planOfEdit(of: file)
        return (plan, try plan.map { try opened.carryOutEdited($0, ScratchVault.origin()) })
    }

    @Test("is kept beside what they did, and both are committed")
    func merged() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), (Self.path, Self.roof)])
        let edited = try Self.edit(vault, Self.roof + "\nTwo.\n") { try $0.set("roof0001", "priority=high") }
        #expect(edited.plan?.notes == [.mergedWithOthers(path: Self.path)])
        #expect(edited.receipt?.commit != nil)
        #expect(try vault.read(Self.path) == Self.roof.replacing("low", with: "high") + "\nTwo.\n")
        #expect(try vault.git("status", "--porcelain") == "")
        #expect(try vault.git("show", "--format=", "--numstat", "HEAD").hasPrefix("2\t0\t"))
    }

    @Test("is told where both changed the same, and nothing is committed")
    func conflict() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), (Self.path, Self.roof)])
        let text = Self.roof.replacing("low", with: "medium")
        let error = vaultError {
            try Self.edit(vault, text) { try $0.set("roof0001", "priority=high") }
        }
        #expect(error == .changedDuringEdit(path: Self.path))
        #expect(try vault.read(Self.path) == text)
        #expect(try vault.git("log", "-1", "--format=%s") == "Set priority of \"Roof\"")
    }

    @Test("takes nothing back where they wrote nothing")
    func unchanged() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), (Self.path, Self.roof)])
        let edited = try Self.edit(vault, Self.roof) { try $0.set("roof0001", "priority=high") }
        #expect(edited.plan == nil)
        #expect(try vault.read(Self.path) == Self.roof.replacing("low", with: "high"))
        #expect(try vault.git("status", "--porcelain") == "")
    }

    @Test("does not bring the file back without a word where it was removed or renamed")
    func moved() throws {
        for isRenamed in [true, false] {
            let vault = try ScratchVault([(".mosaic/config.yaml", ""), (Self.path, Self.roof)])
            let error = vaultError {
                try Self.edit(vault, Self.roof + "\nTwo.\n") { vault in
                    try vault.git(
                        isRenamed ? ["mv", Self.path, "tasks/house.md"] : ["rm", "-q", Self.path])
                    try vault.commitAll("away")
                }
            }
            #expect(error == .movedDuringEdit(path: Self.path))
            #expect(try vault.git("status", "--porcelain", "--untracked-files=all") == "?? \(Self.path)")
        }
    }

    @Test("is what they saved last, whatever of it the daemon has committed by then")
    func daemon() throws {
        let vault = try ScratchVault([(".mosaic/config.yaml", ""), (Self.path, Self.roof)])
        let edited = try Self.edit(vault, Self.roof.replacing("One.", with: "Three.")) { vault in
            try vault.write(Self.path, Self.roof.replacing("One.", with: "Two."))
            let origin = ChangeOrigin(via: "watch", operationID: "w", commits: true)
            _ = try vault.open().commitUncommitted(origin)
        }
        #expect(edited.plan?.notes == [])
        #expect(edited.receipt?.commit != nil)
        #expect(try vault.read(Self.path).hasSuffix("Three.\n"))
    }
}
