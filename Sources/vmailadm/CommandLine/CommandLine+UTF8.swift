import AccountAdministration

extension Vmailadm {
    /// Refuses arguments that are not UTF-8.
    ///
    /// ArgumentParser takes a `String` for each, in which U+FFFD replaces such bytes: it would read or write another name, or another
    /// file. The error does not quote the argument, which may be a password.
    static func expectUTF8() throws(AdministrationError) {
        for number in 1..<max(1, Int(CommandLine.argc)) {
            guard let argument = CommandLine.unsafeArgv[number], String(validatingCString: argument) == nil else {
                continue
            }
            throw .usage(
                """
                argument \(number) is not UTF-8 text; names and paths must be: reach a file with another name through a symbolic \
                link, and give a password with --password-stdin
                """)
        }
    }
}
