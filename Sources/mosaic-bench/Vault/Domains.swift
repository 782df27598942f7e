/// The domains of life that a synthetic vault is about.
enum Domains {
    private static let names = [
        "home", "garden", "health", "family", "friends", "work", "study", "money", "travel", "music", "books", "sports",
    ]

    /// The one that questions are asked of; about a twelfth of all tasks, ideas, projects and events belong to it.
    static let asked = "home"

    static func ofEntity(number: Int) -> String {
        // Neighbours are of different domains, and each kind is in every one.
        names[(number / 100 + number) % names.count]
    }

    static var files: [FastImportStream.Change] {
        names.map { name in
            let title = name.prefix(1).uppercased() + name.dropFirst()
            return .write(
                path: "domains/\(name).md", bytes: Array("---\nid: \(name)\ntype: domain\ntitle: \(title)\n---\n".utf8))
        }
    }
}
