import AccountAdministration
import ArgumentParser
import PasswordSchemes
import SecretBytes

/// How a password is hashed: the options `-s` and `-r` of `pw`.
struct HashingOptions: ParsableArguments {
    @Option(
        name: [.customShort("s", allowingJoined: true), .long], parsing: .unconditional,
        help: ArgumentHelp("The password scheme, with .hex or .b64 behind it for that encoding.", valueName: "scheme"),
        completion: .list(PasswordScheme.all.map(\.name)))
    var scheme = PasswordScheme.preferred

    @Option(
        name: [.customShort("r", allowingJoined: true), .long], parsing: .unconditional,
        help: ArgumentHelp(
            "The scheme's cost: rounds, iterations, or what bcrypt and yescrypt call cost (default: the scheme's own).",
            valueName: "number"))
    var rounds: Int?

    /// What hashes so.
    var hasher: PasswordHasher { PasswordHasher(scheme: scheme, rounds: rounds) }

    /// Hashes `password` for the account `user`, and warns of what is weak about it.
    func hash(_ password: borrowing SecretBytes, user: String?) throws(AdministrationError) -> SecretBytes {
        let hash = try hasher.hash(password, user: user)
        for warning in hasher.warnings(for: password) { Console.error("warning: \(warning)") }
        return hash
    }
}
