import Foundation

/// What `scripts/test --sanitize` tells the sanitizers, for the processes that tests start with an environment of their own.
package enum SanitizerSettings {
    package static let environment = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
}
