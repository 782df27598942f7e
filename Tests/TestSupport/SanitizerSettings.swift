import Foundation

/// What `scripts/test --sanitize` tells the sanitizers, for the processes that tests start with an environment of their own.
package enum SanitizerSettings {
    package static let environment = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }

    /// Whether the tests run under one.
    private static var isSet: Bool { !environment.isEmpty }

    /// How long a test may take that takes so many minutes at most without a sanitizer: everything is slower by far, and all
    /// tests are under way at once.
    package static func minutes(_ ordinary: Int) -> Int { isSet ? 16 * ordinary : ordinary }
}
