import AccountAdministration
import ArgumentParser
import Authentication
import PasswordSchemes
import SecretBytes
import TerminalText

/// `vmailadm pw`: hashes a password, or tests one, with the flags of `doveadm pw`.
struct PasswordHash: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pw",
        abstract: "Hash a password, or test one against a hash.",
        discussion: """
            Prints {SCHEME}data for VMailbox.vmPasswd, and nothing else; warnings go to standard error. \
            Needs no database, no settings and no Dovecot.

            Exit codes: 0 done, or the password matches. 1 it does not. 64 the command line is wrong, such as a scheme that \
            there is not, or rounds that it does not take. 65 a hash that nothing can match, or a password that can't be hashed.
            """)

    @Flag(name: [.short, .long], help: "List the schemes, strong ones first.")
    var list = false

    @OptionGroup var hashing: HashingOptions
    @OptionGroup var password: PasswordOptions

    @Option(
        name: [.customShort("u", allowingJoined: true), .long], parsing: .unconditional,
        help: ArgumentHelp("The full user name, which DIGEST-MD5 hashes with the password.", valueName: "user"))
    var user: String?

    @Option(
        name: [.customShort("t", allowingJoined: true), .customLong("test-hash")], parsing: .unconditional,
        help: ArgumentHelp(
            "Test the password against this hash. Quote it: a shell replaces what follows a $.", valueName: "hash"))
    var testedHash: String?

    @Flag(name: [.customShort("V"), .customLong("reverse-verify")], help: "Verify the new hash before it is printed.")
    var verifies = false

    @OptionGroup var global: GlobalOptions

    // Taken so that no error quotes it: the word may well be a password.
    @Argument(help: .hidden) var stray: [String] = []

    func validate() throws {
        guard stray.isEmpty else {
            throw ValidationError(
                "pw takes no words beside its options; quote a password or a hash that has blanks in it")
        }
    }

    func run() throws {
        if list {
            let schemes = PasswordScheme.all.map { [$0.name, $0.strength.rawValue] }
            Console.print(TextTable([["scheme", "strength"]] + schemes).lines)
        } else if let testedHash {
            try test(SecretBytes(copying: testedHash.utf8))
        } else {
            try make()
        }
    }

    private func make() throws(AdministrationError) {
        let password = try password.newPassword()
        let hash = try hashing.hash(password, user: user)
        if verifies { try expectMatch(of: password, with: hash) }
        try Console.print(secret: hash)
    }

    private func test(_ hash: consuming SecretBytes) throws(AdministrationError) {
        guard PasswordScheme(named: String(hashing.scheme.prefix { $0 != "." })) != nil else {
            throw AdministrationError(GenerationError.unknownScheme(printable(hashing.scheme.utf8)))
        }
        // Before anybody is asked for a password.
        if let reason = verifier.reasonUnusable(hash) { throw AdministrationError(reason) }
        try expectMatch(of: password.passwordToVerify(), with: hash)
        Console.print("{\(verifier.schemeName(of: hash) ?? "")} (verified)")
    }

    private func expectMatch(
        of password: borrowing SecretBytes, with hash: borrowing SecretBytes
    ) throws(AdministrationError) {
        switch verifier.compare(password, with: hash, user: user ?? "") {
        case .match: break
        case .mismatch: throw AdministrationError(.no, "the password does not match the hash")
        case .unusable(let reason): throw AdministrationError(reason)
        }
    }

    /// A hash that names no scheme is read as one of `-s`.
    private var verifier: PasswordVerifier { PasswordVerifier(defaultScheme: hashing.scheme) }
}
