import Foundation
import VaultModel

/// How names are compared: without regard to case and to Unicode's two spellings of one character (a vault that was
/// edited on macOS has both).
package enum NameKey {
    /// The text in lower case and normalization form C.
    package static func fold(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        return text.precomposedStringWithCanonicalMapping.lowercased()
    }

    /// What every name of a file and every reference to it agree in: the last part, without a Markdown ending, folded.
    static func key(_ text: String) -> String { fold(VaultPath.stem(of: text)) }
}
