import Foundation
import Testing

/// `vmailadm pw`, as a program runs it: passwords come from standard input.
@Suite struct PasswordHashTests {
    private let warningOfArguments =
        "vmailadm: warning: all users of this machine can see a password given with -p; use --password-stdin instead\n"

    private func hash(_ arguments: [String], password: String = "päss w0rd") throws -> Vmailadm.Run {
        try Vmailadm.run(["pw", "--password-stdin"] + arguments, input: password + "\n")
    }

    @Test func aHashAndNothingElse() throws {
        let run = try hash([])
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("{CRYPT}$y$j9T$"))
        #expect(run.lines.count == 1)
        #expect(run.errors == "")
    }

    @Test(arguments: [
        (["-s", "SHA512-CRYPT"], "{SHA512-CRYPT}$6$"), (["-sSHA512-CRYPT"], "{SHA512-CRYPT}$6$"),
        (["--scheme", "blf-crypt", "--rounds", "4"], "{BLF-CRYPT}$2y$04$"), (["-s", "ssha256.hex"], "{SSHA256.HEX}"),
        (["-s", "SHA1.b64"], "{SHA1.B64}"), (["-s", "PLAIN"], "{PLAIN}päss w0rd"), (["-V"], "{CRYPT}$y$"),
        (["-s", "DIGEST-MD5", "-u", "a@b.example", "-V"], "{DIGEST-MD5}"),
    ])
    func schemes(arguments: [String], prefix: String) throws {
        let run = try hash(arguments)
        #expect(run.status == 0)
        #expect(run.output.hasPrefix(prefix))
        #expect(run.lines.count == 1)
    }

    @Test func listsSchemesWithWhatTheyAreWorth() throws {
        let rows = try Vmailadm.run(["pw", "-l"]).lines.map { $0.split(separator: " ").map(String.init) }
        #expect(rows.first == ["scheme", "strength"])
        #expect(rows.dropFirst().first == ["CRYPT", "strong"])
        #expect(rows.contains(["ARGON2ID", "strong"]))
        #expect(rows.contains(["PLAIN-MD5", "weak"]))
        #expect(rows.contains(["CLEARTEXT", "clear"]))
    }

    @Test func aPasswordInTheArgumentsWorksAndWarns() throws {
        let run = try Vmailadm.run(["pw", "-s", "SHA1", "-p", "-x"])
        #expect(run.output == "{SHA1}\(Self.sha1OfDashX)\n")
        #expect(run.errors.hasPrefix(warningOfArguments))
    }

    private static let sha1OfDashX = "uFj1cNwIfNdpxXg/0aKO2nRjLw8="

    @Test(arguments: [
        (["-s", "NOSUCH"], "there is no password scheme {NOSUCH}"),
        (["-s", "BLF-CRYPT", "-r", "3"], "{BLF-CRYPT} takes 4 to 16 rounds"),
        (["-s", "SHA512-CRYPT", "-r", "999"], "{SHA512-CRYPT} takes 1000 to 10000000 rounds"),
        (["-s", "SHA1", "-r", "5"], "{SHA1} has no number of rounds to choose"),
        (["-r", "-1"], "rounds"), (["-r", "many"], "'many' is invalid"),
        (["-s", "DIGEST-MD5"], "hashes the user name too"),
        (["-s", "nosuch", "-t", "{PLAIN}x"], "there is no password scheme {nosuch}"),
        (["-p", "x"], "only one of -p, --password-stdin and --password-fd"),
    ])
    func wrongUsageIs64(arguments: [String], complaint: String) throws {
        let run = try hash(arguments)
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors.contains(complaint))
    }

    @Test func aStrayWordMayBeAPasswordAndIsNotQuoted() throws {
        let run = try Vmailadm.run(["pw", "-p", "open", "sesame"])
        #expect(run.status == 64)
        #expect(!run.errors.contains("sesame"))
    }

    @Test(arguments: [
        "", "\n", "a\0b\n", String(repeating: "x", count: 512) + "\n", String(repeating: "x", count: 5000),
    ])
    func aPasswordThatCanNotBeHashedIs65(input: String) throws {
        let run = try Vmailadm.run(["pw", "--password-stdin"], input: input)
        #expect(run.status == 65)
        #expect(run.output == "")
    }

    @Test(arguments: [
        ("{PLAIN}right", 0), ("{PLAIN}wrong", 1), ("{SHA1}hDvCmcCLITPjFzsTTaPuXTNmrZE=", 1), ("{NOSUCH}x", 65),
        ("{CRYPT}$6$truncated", 65), ("{SHA1}x", 65), ("{PLAIN", 65), ("", 65), ("!", 65), ("{PLAIN}", 65),
        ("$1$saltsalt$x", 65),
    ])
    func testsAHash(hash: String, status: Int32) throws {
        let run = try Vmailadm.run(["pw", "--password-stdin", "-t", hash], input: "right\n")
        #expect(run.status == status)
        #expect(run.output == (status == 0 ? "{PLAIN} (verified)\n" : ""))
        #expect(run.errors.isEmpty == (status == 0))
        #expect(!run.errors.contains("right"))
    }

    @Test func aHashWithoutASchemeIsOneOfS() throws {
        let run = try Vmailadm.run(["pw", "-s", "PLAIN", "--password-stdin", "-t", "right"], input: "right\n")
        #expect(run.status == 0)
    }

    /// A hash is judged as the servers judge it: by their default scheme and limits.
    @Test(arguments: [
        ("default_scheme = PLAIN", ["-t", "right"], 0, ""), ("default_scheme = SHA1", ["-t", "right"], 65, "{SHA1}"),
        ("default_scheme = SHA1", ["-s", "PLAIN", "-t", "right"], 0, ""),
        ("max_otp_sequence = 1", ["-t", "{OTP}md5 2 seed 0123456789abcdef"], 65, "above the limit of 1"),
        ("max_bcrypt_cost = 4", ["-s", "BLF-CRYPT", "-r", "5"], 64, "{BLF-CRYPT} takes 4 to 4 rounds"),
        ("max_pbkdf2_rounds = 20000000", ["-s", "PBKDF2", "-r", "20000001"], 64, "takes 1 to 20000000 rounds"),
        ("default_scheme = PLAIN", ["-s", "SHA1"], 0, ""), ("nonsense", [], 65, "line 1"),
    ])
    func readsTheSettings(setting: String, arguments: [String], status: Int32, complaint: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(setting, to: "conf")
        let run = try hash(["--config", folder.path("conf")] + arguments, password: "right")
        #expect(run.status == status)
        #expect(complaint.isEmpty || run.errors.contains(complaint))
    }

    /// A list needs no settings.
    @Test func wrongSettingsHideNoScheme() throws {
        #expect(try Vmailadm.run(["pw", "-l", "--config", "/none"]).status == 0)
    }

    @Test func anUnusableHashAsksForNoPassword() throws {
        #expect(try Vmailadm.run(["pw", "-t", "{NOSUCH}x"]).status == 65)
    }

    @Test func whereNobodyCanBeAskedThereIsAHint() throws {
        let run = try Session.withoutTerminal(["pw"])
        #expect(run.status == 64)
        #expect(run.errors.contains("--password-stdin"))
    }

    /// Only the newline is cut off, and only the first line is read.
    @Test func aLineIsTakenAsItIs() throws {
        let run = try Vmailadm.run(["pw", "--password-stdin", "-s", "PLAIN"], input: "  blanks \r\nsecond\n")
        #expect(run.output == "{PLAIN}  blanks \r\n")
        #expect(
            try Vmailadm.run(["pw", "--password-fd", "0", "-s", "PLAIN"], input: "no newline").output
                == "{PLAIN}no newline\n")
        let closed = try Vmailadm.run(["pw", "--password-fd", "77"])
        #expect(closed.status == 64)
        #expect(closed.errors.contains("file descriptor 77"))
    }

    @Test(arguments: ["CRYPT", "ARGON2ID", "SHA512-CRYPT", "BLF-CRYPT", "PBKDF2", "SSHA512.hex", "SCRAM-SHA-256"])
    func itsHashesPassItsOwnTest(scheme: String) throws {
        let made = try hash(["-s", scheme]).lines
        let hash = try #require(made.first)
        #expect(try Vmailadm.run(["pw", "--password-stdin", "-t", hash], input: "päss w0rd\n").status == 0)
        #expect(try Vmailadm.run(["pw", "--password-stdin", "-t", hash], input: "pass w0rd\n").status == 1)
    }
}
