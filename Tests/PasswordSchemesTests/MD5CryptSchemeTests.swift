import PasswordSchemes
import SecretBytes
import Testing

@Suite struct MD5CryptSchemeTests {
    let verifier = PasswordVerifier()

    /// Hashes of "whatAcoolPassword" with salts that crypt(3) refuses and Dovecot takes.
    static let oddSalts = [
        "$1$*$yAI3WcTrfXZBdMhI.WCjr0", "$1$!$72LWzUVbLd1OEBeBgFGZT/", "$1$*0$ZGJflBmIa8kYRLSGhOCkP0",
        "$1$a b$VUpgXYPJn6.kfsG/5wD4M/", "$1$ab:;c$dq38wYnqxwPNY.ub5qzXh/", "$1$a\\b$/WceE8hMOfaPlByLWw7tu0",
        "$1$é$o5c.5hEmlKBpYh6gGxG./.", "$1$\t\u{1}$pVEqdcsK51KpFlFdGOBcY/",
    ]
    static let plainSalts = ["$1$/lRcQ5RN$q3844z0WsL4vcBbzuZNGr.", "$1$$uI1Z6vRHljor/C5P1ZWe10"]
    /// A salt of nine bytes; a hash cut off.
    static let malformed = ["$1$abcdefghi$5crjDcGfuq4Woh4CmZb.I.", "$1$*$yAI3WcTrfXZBdMhI.WCjr"]

    @Test(arguments: oddSalts + plainSalts, ["{MD5-CRYPT}", "{MD5}", ""]) func verifies(hash: String, name: String) {
        #expect(verifier.compare("whatAcoolPassword", name + hash) == .match)
        #expect(verifier.compare("whatACoolPassword", name + hash) == .mismatch)
        #expect(verifier.compare("", name + hash) == .mismatch)
    }

    /// CRYPT is crypt(3)'s, in Dovecot too.
    @Test(arguments: oddSalts) func cryptTakesNoOddSalt(hash: String) {
        #expect(verifier.compare("whatAcoolPassword", "{CRYPT}" + hash) == .unusable(.malformed(scheme: "CRYPT")))
    }

    @Test(arguments: malformed) func malformedHashes(hash: String) {
        #expect(verifier.reasonUnusable("{MD5-CRYPT}" + hash) == .malformed(scheme: "MD5-CRYPT"))
    }

    @Test(arguments: oddSalts + plainSalts + malformed, ["{MD5-CRYPT}", "{MD5}", "", "{CRYPT}"])
    func doveadmAgrees(hash: String, name: String) throws {
        for password in ["whatAcoolPassword", "whatACoolPassword"] {
            let result = try Doveadm.pw(
                Array("-t".utf8), Array((name + hash).utf8), Array("-p".utf8), Array(password.utf8))
            #expect((result.status == 0) == (verifier.compare(password, name + hash) == .match))
        }
    }

    /// The algorithm treats each length in its own way; libxcrypt is the judge.
    @Test func passwordsOfEveryLength() throws {
        for length in 1...130 {
            let password = SecretBytes(copying: (0..<length).map { UInt8($0 * 7 % 255 + 1) })
            let hash = try PasswordScheme.generate(password, scheme: "MD5-CRYPT").withUnsafeBytes {
                String(decoding: $0, as: UTF8.self)
            }
            let crypt = SecretBytes(copying: "{CRYPT}\(hash.dropFirst("{MD5-CRYPT}".count))".utf8)
            #expect(verifier.compare(password, with: crypt, user: "") == .match, "\(length)")
        }
    }
}
