/// A page of the guide for people: a note of the template, which a person can read in any vault, and without one.
package struct GuidePage: Hashable, Sendable {
    /// What the page is asked for by: the stem of its file.
    package var topic: String
    package var title: String
    /// What the page is about, in one sentence.
    package var summary: String
    /// Markdown, without the front matter; begins with the title as a heading, and ends with a line end.
    package var text: String

    static let folder = "notes/guide/"
    private static let firstTopic = "start-here"

    /// All pages: the one to begin with, then those that it leads to, in its order, then the others by topic.
    /// Reads them anew each time.
    package static var all: [GuidePage] {
        let documents = VaultTemplate.files.filter { $0.path.hasPrefix(folder) }.map { path, text in
            (topic: VaultPath.stem(of: path), document: Document(bytes: Array(text.utf8)))
        }
        let first = documents.first { $0.topic == firstTopic }?.document
        let order = [firstTopic] + (first?.links.map(\.target) ?? [])
        func place(_ topic: String) -> Int { order.firstIndex(of: topic) ?? order.count }
        return documents.map { GuidePage(topic: $0.topic, document: $0.document) }
            .sorted { (place($0.topic), $0.topic) < (place($1.topic), $1.topic) }
    }

    private init(topic: String, document: Document) {
        let content = EntityContent(document)
        self.topic = topic
        title = content.value("title")?.text ?? content.heading ?? topic
        summary = content.value("description")?.text ?? ""
        text = String(decoding: document.bytes[document.bodySpan], as: UTF8.self)
    }
}

extension Sequence<GuidePage> {
    /// The page that a person means by a topic: the one of this topic or title, whatever the case, else the only one whose topic
    /// begins so; nil where none or several do.
    package func page(on topic: String) -> GuidePage? {
        let page = first { Spelling.isSame($0.topic, topic) || Spelling.isSame($0.title, topic) }
        if let page { return page }
        let beginning = filter { !topic.isEmpty && $0.topic.hasPrefix(topic.lowercased()) }
        return beginning.count == 1 ? beginning.first : nil
    }
}
