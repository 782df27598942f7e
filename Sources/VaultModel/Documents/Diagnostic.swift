/// Something in a vault that a person should know of, at a place. Bad content is never an error: work goes on.
package struct Diagnostic: Hashable, Sendable {
    /// How much it matters: an error keeps something from being read as it was meant, a warning is a likely slip.
    package enum Severity: String, Hashable, Sendable {
        case error, warning, info
    }

    package var code: DiagnosticCode
    /// One sentence that says what is wrong, with the value concerned, in words for the person who wrote the file.
    package var message: String
    /// Where; nil for the document as a whole.
    package var span: ByteRange?

    package var severity: Severity { code.severity }

    package init(_ code: DiagnosticCode, _ message: String, at span: ByteRange? = nil) {
        self.code = code
        self.message = message
        self.span = span
    }
}

/// Every diagnostic that Mosaic can give. The raw value is stable: people filter by it.
package enum DiagnosticCode: String, Hashable, Sendable, CaseIterable {
    // The bytes cannot be read: the document is malformed and is never rewritten by a tool.
    case invalidUTF8 = "invalid-utf8"
    case nulByte = "nul-byte"
    case conflictMarker = "conflict-marker"
    case invalidYAML = "invalid-yaml"
    case unterminatedFrontMatter = "unterminated-front-matter"
    case notAMapping = "not-a-mapping"
    case duplicateKey = "duplicate-key"
    case tooLarge = "too-large"
    case tooDeep = "too-deep"
    case tooManyKeys = "too-many-keys"
    case aliasExpansion = "alias-expansion"
    case unreadable = "unreadable"

    // The document reads; a value is not what its kind asks for.
    case invalidValue = "invalid-value"
    case missingField = "missing-field"
    case invalidID = "invalid-id"

    // What the document says is nearly something that its kind, or another one, would understand.
    case misspeltType = "misspelt-type"
    case misspeltField = "misspelt-field"
    case commentedTags = "commented-tags"

    // The values are what their kind asks for, and do not go together.
    case endBeforeStart = "end-before-start"
    case emptyRecurrence = "empty-recurrence"
    case startOutsideRecurrence = "start-outside-recurrence"
    case outsideGrid = "outside-grid"

    // A kind file does not say what a kind needs.
    case invalidKind = "invalid-kind"

    // The settings say what cannot be understood.
    case invalidSetting = "invalid-setting"
    case invalidQuery = "invalid-query"

    // The vault as a whole.
    case duplicateID = "duplicate-id"
    case lostID = "lost-id"
    case duplicateEmail = "duplicate-email"
    case duplicateAgentID = "duplicate-agent-id"
    case ambiguousReference = "ambiguous-reference"
    case unknownReference = "unknown-reference"
    case unexpectedKind = "unexpected-kind"
    case unknownHeading = "unknown-heading"
    case selfRelation = "self-relation"
    case duplicateRelation = "duplicate-relation"
    case relationCycle = "relation-cycle"
    case pathCollision = "path-collision"
    case missingNext = "missing-next"

    // What the work tree has that cannot be a part of the vault.
    case symbolicLink = "symbolic-link"
    case notAFile = "not-a-file"
    case invalidFileName = "invalid-file-name"
    case folderTooDeep = "folder-too-deep"
    case unreadableFolder = "unreadable-folder"

    /// True where the document cannot be trusted to be read as its writer meant it.
    package var makesMalformed: Bool {
        switch self {
        case .invalidUTF8, .nulByte, .conflictMarker, .invalidYAML, .unterminatedFrontMatter, .notAMapping,
            .duplicateKey, .tooLarge, .tooDeep, .tooManyKeys, .aliasExpansion, .unreadable:
            true
        default:
            false
        }
    }

    package var severity: Diagnostic.Severity {
        switch self {
        case .duplicateEmail, .duplicateAgentID, .duplicateRelation, .unknownReference, .unexpectedKind,
            .unknownHeading, .pathCollision,
            .selfRelation, .relationCycle, .ambiguousReference, .symbolicLink, .notAFile, .invalidFileName,
            .folderTooDeep,
            .unreadableFolder, .invalidSetting, .misspeltType, .misspeltField, .commentedTags, .endBeforeStart,
            .emptyRecurrence,
            .startOutsideRecurrence, .outsideGrid, .missingNext, .lostID:
            .warning
        default:
            .error
        }
    }
}
