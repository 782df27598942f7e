import GitStore

// What of the operating system the faces need as well: they know this module, and not the one below that has it.

/// The system's number for why a call failed.
package typealias SystemError = GitStore.SystemError
/// Makes descriptors that no program inherits.
package typealias OwnDescriptor = GitStore.OwnDescriptor
/// A program that this process has started.
package typealias StartedProgram = GitStore.StartedProgram
