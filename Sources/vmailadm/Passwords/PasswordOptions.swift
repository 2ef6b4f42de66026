import AccountAdministration
import ArgumentParser
import SecretBytes

/// Where a command gets a password from: the options of `pw`, which every command that takes a password has.
struct PasswordOptions: ParsableArguments {
    @Option(
        name: [.customShort("p"), .customLong("plaintext")], parsing: .unconditional,
        help: ArgumentHelp(
            "The password. Everybody on this machine can see it there; without this option you are asked for it.",
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

    /// True if one of the options was given.
    var isGiven: Bool { plaintext != nil || readsStandardInput || descriptor != nil }

    /// The password that a new hash is for; typed twice if it is typed.
    func newPassword() throws(AdministrationError) -> SecretBytes {
        do throws(PasswordInputError) {
            if let password = try givenPassword() { return password }
            return try PasswordTerminal.open().askTwice()
        } catch {
            throw AdministrationError(error)
        }
    }

    /// The password that a hash is compared with.
    func passwordToVerify() throws(AdministrationError) -> SecretBytes {
        do throws(PasswordInputError) {
            if let password = try givenPassword() { return password }
            return try PasswordTerminal.open().ask("Enter password to verify: ")
        } catch {
            throw AdministrationError(error)
        }
    }

    /// The password that an option names.
    private func givenPassword() throws(PasswordInputError) -> SecretBytes? {
        if let plaintext {
            Console.error(
                "warning: everybody on this machine can see a password that is given with -p; rather use --password-stdin"
            )
            // Bytes that are no UTF-8 have been replaced before they get here.
            guard !plaintext.unicodeScalars.contains("\u{FFFD}") else { throw .argumentIsNotUTF8 }
            return SecretBytes(copying: plaintext.utf8)
        }
        if readsStandardInput { return try SecretBytes.line(from: 0) }
        if let descriptor { return try SecretBytes.line(from: descriptor) }
        return nil
    }
}
