import AccountAdministration
import ArgumentParser
import PasswordSchemes
import SecretBytes
import Settings
import TerminalText

/// `vmailadm pw`: hashes a password, or tests one, with the flags of `doveadm pw`.
struct PasswordHash: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pw",
        abstract: "Hash a password, or test one against a hash.",
        discussion: """
            Prints {SCHEME}data for VMailbox.vmPasswd, and nothing else; warnings go to standard error. \
            Reads the settings for the cost limits and for the scheme of a hash that names none. Needs no database and no \
            Dovecot.

            Exit codes: 0 done, or the password matches. 1 it does not match. 64 the command line is wrong, for example an \
            unknown scheme, or rounds out of range. 65 no password can match the hash, the password cannot be hashed, or the \
            settings are wrong.
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

    // Accepted so that no error quotes it: the word may be a password.
    @Argument(help: .hidden) var stray: [String] = []

    func validate() throws {
        guard stray.isEmpty else {
            throw ValidationError(
                "pw takes no arguments besides its options; quote a password or a hash with blanks")
        }
    }

    func run() throws {
        if list {
            let schemes = PasswordScheme.all.map { [$0.name, $0.strength.rawValue] }
            Console.print(TextTable([["scheme", "strength"]] + schemes).lines)
        } else if let testedHash {
            try test(SecretBytes(copying: testedHash.utf8), try global.settings())
        } else {
            try make(try global.settings())
        }
    }

    private func make(_ settings: Settings) throws(AdministrationError) {
        let password = try password.newPassword()
        let hash = try hashing.hash(password, user: user, limits: settings.limits)
        if verifies { try expectMatch(of: password, with: hash, PasswordVerifier(settings)) }
        try Console.print(secret: hash)
    }

    private func test(_ hash: consuming SecretBytes, _ settings: Settings) throws(AdministrationError) {
        let scheme = hashing.scheme ?? settings.defaultScheme
        guard PasswordScheme(named: String(scheme.prefix { $0 != "." })) != nil else {
            throw AdministrationError(GenerationError.unknownScheme(printable(scheme.utf8)))
        }
        let verifier = PasswordVerifier(defaultScheme: scheme, limits: settings.limits)
        // Before the terminal asks for a password.
        if let reason = verifier.reasonUnusable(hash) { throw AdministrationError(reason) }
        try expectMatch(of: password.passwordToVerify(), with: hash, verifier)
        Console.print("{\(verifier.schemeName(of: hash) ?? "")} (verified)")
    }

    private func expectMatch(
        of password: borrowing SecretBytes, with hash: borrowing SecretBytes, _ verifier: PasswordVerifier
    ) throws(AdministrationError) {
        switch verifier.compare(password, with: hash, user: user ?? "") {
        case .match: break
        case .mismatch: throw .no("the password does not match the hash")
        case .unusable(let reason): throw AdministrationError(reason)
        }
    }
}
