/// The people whose commits a synthetic vault is made of, and the files that are there from the start.
enum Contributors {
    private static let people: [(id: String, author: FastImportStream.Author)] = [
        ("ann", .init(name: "Ann Arden", email: "ann@example.org", zone: "+0100")),
        ("ben", .init(name: "Ben Botha", email: "ben@example.org", zone: "+0200")),
        ("chi", .init(name: "Chi Chen", email: "chi@example.org", zone: "+0800")),
        ("dee", .init(name: "Dee Dorn", email: "dee@example.org", zone: "-0500")),
        ("eva", .init(name: "Eva Ek", email: "eva@example.org", zone: "+0000")),
        ("fay", .init(name: "Fay Foss", email: "fay@example.org", zone: "+0530")),
        ("gus", .init(name: "Gus Gray", email: "gus@example.org", zone: "-0800")),
        ("hal", .init(name: "Hal Hara", email: "hal@example.org", zone: "+0900")),
    ]

    /// The first wrote half of all, the second half of the rest, and so on.
    static func author(_ random: inout SeededRandom) -> FastImportStream.Author {
        let number = min(people.count - 1, random.next().trailingZeroBitCount)
        return people[number].author
    }

    /// The workspace, its settings and its users.
    static var files: [FastImportStream.Change] {
        let members = people.map { "  - user: \($0.id)\n    role: \($0.id == "ann" ? "owner" : "member")\n" }.joined()
        let workspace = "---\ntype: workspace\nname: Synthetic\nmembers:\n\(members)---\n\n# Synthetic\n"
        let users = people.map { id, author in
            FastImportStream.Change.write(
                path: "users/\(id).md",
                bytes: Array(
                    "---\nid: \(id)\ntype: user\nname: \(author.name)\nemails: [\(author.email)]\nrole: member\n---\n"
                        .utf8))
        }
        return [
            .write(path: ".mosaic/config.yaml", bytes: Array("# The shared settings of this vault.\n".utf8)),
            .write(path: "workspace.md", bytes: Array(workspace.utf8)),
        ] + users
    }
}
