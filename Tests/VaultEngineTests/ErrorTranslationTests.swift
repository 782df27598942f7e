import Foundation
import GitStore
import Testing

@testable import VaultEngine

@Suite("What the floors below say, as an error of a vault")
struct ErrorTranslationTests {
    @Test(
        "tells a git that is not there from one that the system does not start",
        arguments: [
            (ENOENT, .gitNotFound), (ENOTDIR, .gitNotFound), (EMFILE, .gitNotStarted(SystemError(code: EMFILE))),
            (EACCES, .gitNotStarted(SystemError(code: EACCES))),
        ] as [(CInt, VaultError)])
    func git(code: CInt, error: VaultError) {
        #expect(VaultError(GitStoreError.gitNotStarted(executable: "git", code: code), path: "/vault") == error)
    }
}
