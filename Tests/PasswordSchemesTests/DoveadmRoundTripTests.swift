import Glibc
import PasswordSchemes
import SecretBytes
import Testing

/// What the real doveadm hashes verifies here, and what is hashed here verifies with the real doveadm.
///
/// `VMAIL_ROUND_TRIPS` sets the number of passwords for each scheme.
@Suite struct DoveadmRoundTripTests {
    static let user = "user@new.vmail.example"
    static let count = getenv("VMAIL_ROUND_TRIPS").flatMap { Int(String(cString: $0)) } ?? 6

    let verifier = PasswordVerifier()

    @Test(arguments: PasswordSchemeTests.dovecotsNames.filter { $0 != "ARGON2" }, 0..<count)
    func doveadmsHashesVerifyHere(name: String, kind: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let password = generator.password(kind: kind)
        let result = try Doveadm.pw(
            Self.flag("-s"), Self.flag(name), Self.flag("-p"), password, Self.flag("-u"), Self.flag(Self.user))
        try #require(result.status == 0 && result.output.starts(with: Self.flag("{\(name)}")))
        if name == "PLAIN-TRUNC" {
            // doveadm leaves the length out, and then refuses the result itself.
            #expect(verifier.compare(password, result.output) == .unusable(.malformed(scheme: name)))
            return
        }
        #expect(verifier.compare(password, result.output, user: Self.user) == .match, "\(password)")
        #expect(verifier.compare([password[0] ^ 1] + password.dropFirst(), result.output, user: Self.user) != .match)
    }

    @Test(arguments: PasswordScheme.all.map(\.name), 0..<count)
    func hashesMadeHereVerifyWithDoveadm(name: String, kind: Int) throws {
        var generator = SystemRandomNumberGenerator()
        let password = generator.password(kind: kind)
        let suffix = ["", ".hex", ".b64", "", ".BASE64", ""][kind % 6]
        let stored = try PasswordScheme.generate(
            SecretBytes(copying: password), scheme: name + suffix, rounds: Self.cheapestRounds[name], user: Self.user)
        let text = stored.withUnsafeBytes { Array($0) }
        #expect(verifier.compare(password, text, user: Self.user) == .match, "\(password)")
        let isMatch = try Doveadm.pw(
            Self.flag("-t"), text, Self.flag("-p"), password, Self.flag("-u"), Self.flag(Self.user))
        #expect(isMatch.status == 0, "\(name)\(suffix) \(password)")
        let other = [password[0] ^ 1] + password.dropFirst()
        let isMismatch = try Doveadm.pw(
            Self.flag("-t"), text, Self.flag("-p"), other, Self.flag("-u"), Self.flag(Self.user))
        #expect(isMismatch.status != 0)
    }

    /// Below the defaults, to keep the suite fast.
    static let cheapestRounds = [
        "CRYPT": 1, "YESCRYPT": 1, "GOST-YESCRYPT": 1, "SCRYPT": 6, "BLF-CRYPT": 4, "SHA512-CRYPT": 1000,
        "SHA256-CRYPT": 1000, "PBKDF2": 1000, "SCRAM-SHA-1": 4096, "SCRAM-SHA-256": 4096, "BSDI-CRYPT": 1,
    ]

    static func flag(_ text: String) -> [UInt8] { Array(text.utf8) }
}
