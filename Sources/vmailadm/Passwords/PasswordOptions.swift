import AccountAdministration
import ArgumentParser
import SecretBytes

/// The source of a password: the options of every command that takes one.
struct PasswordOptions: ParsableArguments {
    @Option(
        name: [.customShort("p"), .customLong("plaintext")], parsing: .unconditional,
        help: ArgumentHelp(
            "The password. All users of this machine can see it; without this option the terminal asks for it.",
            valueName: "password"))
    var plaintext: String?

    @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input, one line.")
    var readsStandardInput = false

    @Option(
        name: .customLong("password-fd"),
        help: ArgumentHelp("Read the password from this file descriptor, one line.", valueName: "number"))
    var descriptor: Int32?

    func validate() throws {
        guard [plaintext != nil, readsStandardInput, descriptor != nil].count(where: { $0 }) <= 1 else {
            throw ValidationError("only one of -p, --password-stdin and --password-fd can name the password")
        }
    }

    var isGiven: Bool { plaintext != nil || readsStandardInput || descriptor != nil }

    /// The password for a new hash. The terminal asks for it twice.
    func newPassword() throws(AdministrationError) -> SecretBytes {
        if let password = try givenPassword() { return password }
        return try PasswordTerminal.open().askTwice()
    }

    /// The password to compare with a hash.
    func passwordToVerify() throws(AdministrationError) -> SecretBytes {
        if let password = try givenPassword() { return password }
        return try PasswordTerminal.open().ask("Enter password to verify: ")
    }

    private func givenPassword() throws(AdministrationError) -> SecretBytes? {
        if let plaintext {
            Console.error(
                "warning: all users of this machine can see a password given with -p; use --password-stdin instead")
            return SecretBytes(copying: plaintext.utf8)
        }
        if readsStandardInput { return try SecretBytes.line(from: 0) }
        if let descriptor { return try SecretBytes.line(from: descriptor) }
        return nil
    }
}
