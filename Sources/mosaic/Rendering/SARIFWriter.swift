import VaultModel

/// Diagnostics as SARIF 2.1.0 (<https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>).
struct SARIFWriter {
    let diagnostics: [LocatedDiagnostic]

    var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            writer.member("version", "2.1.0")
            writer.member("runs") { writer in
                writer.array { writer in
                    writer.object { writer in
                        writer.member("tool") { $0.object { $0.member("driver") { writeDriver(to: &$0) } } }
                        // Columns of a diagnostic count Unicode scalars.
                        writer.member("columnKind", "unicodeCodePoints")
                        writer.member("results") { writer in
                            writer.array { writer in diagnostics.forEach { write($0, to: &writer) } }
                        }
                    }
                }
            }
        }
        writer.endLine()
        return writer.takeBytes()
    }

    private func writeDriver(to writer: inout JSONWriter) {
        let codes = Set(diagnostics.map(\.code.rawValue)).sorted()
        writer.object { writer in
            writer.member("name", "mosaic")
            writer.member("version", Mosaic.version)
            writer.member("rules") { writer in
                writer.array { writer in
                    for code in codes { writer.object { $0.member("id", code) } }
                }
            }
        }
    }

    private func write(_ diagnostic: LocatedDiagnostic, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("ruleId", diagnostic.code.rawValue)
            writer.member("level", Self.level(of: diagnostic.severity))
            writer.member("message") { $0.object { $0.member("text", diagnostic.message) } }
            writer.member("locations") { writer in
                writer.array { writer in
                    writer.object { writer in
                        writer.member("physicalLocation") { writer in
                            writer.object { writer in
                                writer.member("artifactLocation") { writer in
                                    writer.object { $0.member("uri", Self.uri(diagnostic.path)) }
                                }
                                guard let line = diagnostic.line else { return }
                                writer.member("region") { writer in
                                    writer.object { writer in
                                        writer.member("startLine", line)
                                        writer.member("startColumn", diagnostic.column ?? 1)
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    private static func level(of severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .info: "note"
        }
    }

    /// A path as a relative reference of RFC 3986.
    private static func uri(_ path: String) -> String {
        let allowed = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$&'()*+,;=@".utf8)
        return path.utf8.map { byte in
            if allowed.contains(byte) { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
