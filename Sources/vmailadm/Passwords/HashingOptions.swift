import AccountAdministration
import ArgumentParser
import PasswordSchemes
import SecretBytes

/// The options `-s` and `-r`, with which commands hash passwords.
struct HashingOptions: ParsableArguments {
    @Option(
        name: [.customShort("s", allowingJoined: true), .long], parsing: .unconditional,
        help: ArgumentHelp(
            "The password scheme, with .hex or .b64 behind it for that encoding (default: \(PasswordScheme.preferred)).",
            valueName: "scheme"),
        completion: .list(PasswordScheme.all.map(\.name)))
    var scheme: String?

    @Option(
        name: [.customShort("r", allowingJoined: true), .long], parsing: .unconditional,
        help: ArgumentHelp(
            "The scheme's cost: rounds, iterations, or what bcrypt and yescrypt call cost (default: the scheme's own).",
            valueName: "number"))
    var rounds: Int?

    func hasher(limits: CostLimits = CostLimits()) -> PasswordHasher {
        PasswordHasher(scheme: scheme ?? PasswordScheme.preferred, rounds: rounds, limits: limits)
    }

    func hash(
        _ password: borrowing SecretBytes, user: String?, limits: CostLimits = CostLimits()
    ) throws(AdministrationError) -> SecretBytes {
        let hasher = hasher(limits: limits)
        let hash = try hasher.hash(password, user: user)
        for warning in hasher.warnings(for: password) { Console.error("warning: \(warning)") }
        return hash
    }
}
