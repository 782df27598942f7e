/// The entry of the executable, and the only place that reads the process: its arguments, environment, clock and
/// descriptors go into a ``CommandContext``, and everything below works from that alone.
@main
enum Main {
    static func main() {
        openClosedStandardDescriptors()
        ignoreBrokenPipes()
        ignoreFileSizeLimit()
        unblockInterruptions()
        heedEndsOfPrograms()
        let context = CommandContext.process()
        let status = CommandLineRunner(context: context).run(arguments: Array(CommandLine.arguments.dropFirst()))
        leave(with: status)
    }
}
