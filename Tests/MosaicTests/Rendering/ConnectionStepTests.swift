import Testing
import VaultModel

@testable import mosaic

struct ConnectionStepTests {
    @Test("Each step of a chain goes on from where the one before led, whichever way it is stated")
    func directions() {
        func end(_ name: String) -> Connection.End {
            Connection.End(id: name, type: nil, title: name, path: name + ".md", status: nil)
        }
        func connection(_ source: String, _ target: String) -> Connection {
            Connection(
                category: .link, name: "links_to", source: end(source), target: end(target), path: source + ".md",
                line: 1,
                column: 1, candidates: 1)
        }
        let steps = ConnectionStep.steps(
            of: [connection("barrel", "ben"), connection("barrel", "watering"), connection("soil", "watering")],
            from: "ben.md")
        let words = steps.map { "\($0.near.title) \($0.isForward ? "→" : "←") \($0.far.title)" }
        #expect(words == ["ben ← barrel", "barrel → watering", "watering ← soil"])
    }
}
