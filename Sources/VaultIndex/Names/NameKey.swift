import Foundation
import VaultModel

/// How names are compared: without regard to case and to Unicode's two spellings of one character (a vault that was
/// edited on macOS has both).
package enum NameKey {
    /// The text in lower case and normalization form C.
    package static func fold(_ text: String) -> String {
        switch text.utf8.withContiguousStorageIfAvailable(Self.letters) ?? .beyondASCII {
        case .folded: return text
        case .uppercaseASCII: return text.lowercased()
        case .beyondASCII: break
        }
        return text.precomposedStringWithCanonicalMapping.lowercased()
    }

    private enum Letters {
        case folded, uppercaseASCII, beyondASCII
    }

    private static func letters(_ bytes: UnsafeBufferPointer<UInt8>) -> Letters {
        var letters = Letters.folded
        for byte in bytes {
            if byte >= 0x80 { return .beyondASCII }
            if byte >= UInt8(ascii: "A"), byte <= UInt8(ascii: "Z") { letters = .uppercaseASCII }
        }
        return letters
    }

    /// What every name of a file and every reference to it agree in: the last part, without a Markdown ending, folded.
    static func key(_ text: String) -> String { fold(VaultPath.stem(of: text)) }
}
