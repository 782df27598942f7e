import Testing

@testable import mosaic

struct QueryCompletionTests {
    private func words(_ prefix: String) -> [String] { QueryCompletion.words(behind: prefix, saved: ["today"]) }

    @Test("A word can become a kept question, a kind or a key")
    func words() {
        let words = words("")
        for word in ["@today", "tasks", "status:", "due:", "links-to:", "blocked_by:"] { #expect(words.contains(word)) }
        #expect(!self.words("-").contains("tasks") && self.words("-").contains("-tag:"))
    }

    @Test("Behind a key stand the values that it can have")
    func values() {
        #expect(words("priority:") == ["priority:low", "priority:medium", "priority:high"])
        #expect(words("-is:re").contains("-is:ready"))
        #expect(words("type:").contains("type:idea"))
        #expect(words("status:").starts(with: ["status:open", "status:paused", "status:done", "status:dropped"]))
        #expect(words("changed:").contains("changed:due"))
        #expect(words("nothing:").isEmpty)
    }
}
