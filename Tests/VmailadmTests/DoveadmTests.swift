import Foundation
import Testing

/// `vmailadm pw` and `doveadm pw` take each other's hashes.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/doveadm"), "there is no doveadm"))
struct DoveadmTests {
    /// The schemes that both make a hash of for any user.
    private static let schemes = [
        "CRYPT", "ARGON2ID", "ARGON2I", "BLF-CRYPT", "SHA512-CRYPT", "SHA256-CRYPT", "PBKDF2", "SCRAM-SHA-256",
        "SCRAM-SHA-1", "MD5-CRYPT", "DES-CRYPT", "SSHA512", "SSHA256", "SSHA", "SMD5", "SHA512", "SHA256", "SHA1",
        "LDAP-MD5", "PLAIN-MD5", "PLAIN-MD4", "CRAM-MD5", "PLAIN", "SSHA512.hex", "SHA256.hex", "SHA1.b64", "PLAIN.b64",
    ]

    private let password = "pässword"

    @Test(arguments: schemes) func doveadmTakesOurHash(scheme: String) throws {
        let made = try Vmailadm.run(["pw", "--password-stdin", "-s", scheme], input: password + "\n")
        let hash = try #require(made.lines.first)
        #expect(try doveadm(["pw", "-t", hash, "-p", password]).hasSuffix("(verified)\n"))
        #expect(try !doveadm(["pw", "-t", hash, "-p", "password"]).contains("(verified)"))
    }

    @Test(arguments: schemes) func weTakeDoveadmsHash(scheme: String) throws {
        let hash = try #require(doveadm(["pw", "-s", scheme, "-p", password]).split(separator: "\n").first)
        let right = try Vmailadm.run(["pw", "--password-stdin", "-t", String(hash)], input: password + "\n")
        #expect(right.status == 0, "\(right.errors)")
        #expect(try Vmailadm.run(["pw", "--password-stdin", "-t", String(hash)], input: "password\n").status == 1)
    }

    /// Every scheme that Dovecot lists is one of ours.
    @Test func knowsEverySchemeOfDovecot() throws {
        let theirs = Set(try doveadm(["pw", "-l"]).split(whereSeparator: \.isWhitespace))
        let ours = Set(try Vmailadm.run(["pw", "-l"]).output.split(whereSeparator: \.isWhitespace))
        #expect(theirs.subtracting(ours) == [])
    }

    private func doveadm(_ arguments: [String]) throws -> String {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/doveadm")
        // It wants a configuration, whatever is in it.
        process.arguments = ["-c", "/dev/null"] + arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text
    }
}
