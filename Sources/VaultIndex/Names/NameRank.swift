/// The order of precedence in which a reference is read.
enum NameRank: Int64, CaseIterable {
    case identifier, stem, title, alias
}
