import Foundation
import TestSupport
import Testing

@testable import Settings

@Suite struct SettingsFileTests {
    static func parse(_ text: String) throws(SettingsError) -> Settings {
        try Settings.parse(Array(text.utf8), file: "/etc/vmail-auth.conf")
    }

    /// `dovecot/vmail-auth.conf` has nothing but comments, and its commented settings are the defaults.
    @Test func theFileToStartFrom() throws {
        let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
            separator: "/")
        let text = try String(contentsOfFile: "\(folder)/dovecot/vmail-auth.conf", encoding: .utf8)
        #expect(try Self.parse(text) == Settings())
        var expected = Settings()
        expected.myhostname = "mail.example.com"
        let settings = text.split(separator: "\n").filter {
            $0.hasPrefix("#") && $0.contains(" = ") && !$0.hasPrefix("# ")
        }
        #expect(settings.count == 5)
        #expect(try Self.parse(settings.map { $0.dropFirst() }.joined(separator: "\n")) == expected)
    }

    @Test func everySettingIsRead() throws {
        let settings = try Self.parse(
            """
            # comments, empty lines and white space do not count

            database = /srv/mail.sqlite
              socket=/srv/dict.sock\t
            socket_mode = 0600   # only root
            postfix_socket = /srv/postfix.sock
            postfix_socket_mode = 0666
            recipient_delimiter = +-
            vmail_root = /srv/vmail/
            gid = 900
            mail = maildir:~/Maildir
            first_valid_uid = 1000
            default_scheme = SSHA256
            myhostname = Mail.Example.COM\r
            hand_out_hashes = no
            busy_timeout = 0
            password_min_length = 12
            """)
        var expected = Settings()
        expected.database = "/srv/mail.sqlite"
        expected.socket = "/srv/dict.sock"
        expected.socketMode = 0o600
        expected.postfixSocket = "/srv/postfix.sock"
        expected.postfixSocketMode = 0o666
        expected.recipientDelimiter = "+-"
        expected.vmailRoot = "/srv/vmail"
        expected.gid = 900
        expected.mail = "maildir:~/Maildir"
        expected.firstValidUID = 1000
        expected.defaultScheme = "SSHA256"
        expected.myhostname = "mail.example.com"
        expected.handsOutHashes = false
        expected.busyTimeout = 0
        expected.passwordMinLength = 12
        #expect(settings == expected)
    }

    @Test func everyLimitIsRead() throws {
        let limits = try Self.parse(
            """
            max_argon2_memory = 1
            max_argon2_passes = 2
            max_argon2_lanes = 3
            max_bcrypt_cost = 4
            max_sha_crypt_rounds = 5
            max_pbkdf2_rounds = 6
            max_scrypt_memory = 7
            max_scrypt_passes = 8
            max_sunmd5_rounds = 9
            max_bsdi_rounds = 10
            max_sha1_crypt_rounds = 11
            max_scram_rounds = 12
            max_otp_sequence = 4294967295
            """
        ).limits
        #expect(limits.argon2Memory == 1 << 20 && limits.scryptMemory == 7 << 20)
        let counts = [
            limits.argon2Iterations, limits.argon2Parallelism, limits.bcryptCost, limits.shaCryptRounds,
            limits.pbkdf2Rounds, limits.scryptPasses, limits.sunMD5Rounds, limits.bsdiCount, limits.sha1CryptIterations,
            limits.scramIterations, limits.otpSequence,
        ]
        #expect(counts == [2, 3, 4, 5, 6, 8, 9, 10, 11, 12, 4_294_967_295])
    }

    @Test(arguments: ["", "\n", "# nothing\n", "   \n\t\n"])
    func nothingSetMeansTheDefaults(text: String) throws {
        #expect(try Self.parse(text) == Settings())
    }

    @Test(arguments: [
        ("gid", "/etc/vmail-auth.conf line 1: expected \"name = value\""),
        ("gid =", "/etc/vmail-auth.conf line 1: gid has no value; leave the line out for the default"),
        ("\nfoo = 1", "/etc/vmail-auth.conf line 2: there is no setting \"foo\""),
        ("GID = 1", "/etc/vmail-auth.conf line 1: there is no setting \"GID\""),
        ("gid = 1\ngid = 1", "/etc/vmail-auth.conf line 2: gid is set already in line 1"),
        ("gid = 0", "/etc/vmail-auth.conf line 1: gid must be a whole number from 1 to 4294967294"),
        ("gid = 4294967295", "/etc/vmail-auth.conf line 1: gid must be a whole number from 1 to 4294967294"),
        ("gid = -1", "/etc/vmail-auth.conf line 1: gid must be a whole number from 1 to 4294967294"),
        (
            "first_valid_uid = x",
            "/etc/vmail-auth.conf line 1: first_valid_uid must be a whole number from 1 to 4294967294"
        ),
        (
            "database = mail.sqlite",
            "/etc/vmail-auth.conf line 1: database must be a path that begins with /, or a URI that begins with postgresql://"
        ),
        ("socket_mode = 999", "/etc/vmail-auth.conf line 1: socket_mode must be octal permission bits from 0 to 0777"),
        ("socket_mode = 1777", "/etc/vmail-auth.conf line 1: socket_mode must be octal permission bits from 0 to 0777"),
        ("mail = ~/Mail", "/etc/vmail-auth.conf line 1: mail must be driver:path, such as maildir:~/Mail"),
        ("mail = maildir:", "/etc/vmail-auth.conf line 1: mail must be driver:path, such as maildir:~/Mail"),
        ("mail = :~/Mail", "/etc/vmail-auth.conf line 1: mail must be driver:path, such as maildir:~/Mail"),
        ("mail = maildir::INDEX=/x", "/etc/vmail-auth.conf line 1: mail must be driver:path, such as maildir:~/Mail"),
        (
            "default_scheme = {CRYPT}",
            "/etc/vmail-auth.conf line 1: default_scheme must be a known password scheme without braces, such as CRYPT (see vmailadm pw -l)"
        ),
        (
            "default_scheme = SHA521-CRYPT",
            "/etc/vmail-auth.conf line 1: default_scheme must be a known password scheme without braces, such as CRYPT (see vmailadm pw -l)"
        ),
        ("myhostname = a@b", "/etc/vmail-auth.conf line 1: myhostname must be a host name, such as mail.example.com"),
        ("myhostname = .a", "/etc/vmail-auth.conf line 1: myhostname must be a host name, such as mail.example.com"),
        (
            "password_min_length = 0",
            "/etc/vmail-auth.conf line 1: password_min_length must be a whole number of characters from 1 to 128"
        ),
        ("hand_out_hashes = No", "/etc/vmail-auth.conf line 1: hand_out_hashes must be yes or no"),
        ("busy_timeout = 61", "/etc/vmail-auth.conf line 1: busy_timeout must be whole seconds from 0 to 60"),
        (
            "max_bcrypt_cost = 0",
            "/etc/vmail-auth.conf line 1: max_bcrypt_cost must be a whole number from 1 to 4294967295"
        ),
        (
            "max_argon2_memory = 1G",
            "/etc/vmail-auth.conf line 1: max_argon2_memory must be a whole number of MiB from 1 to 1048576"
        ),
        (
            "postfix_socket =",
            "/etc/vmail-auth.conf line 1: postfix_socket has no value; leave the line out for the default"
        ),
        ("postfix_socket = private/x", "/etc/vmail-auth.conf line 1: postfix_socket must be a path that begins with /"),
        (
            "postfix_socket_mode = 8",
            "/etc/vmail-auth.conf line 1: postfix_socket_mode must be octal permission bits from 0 to 0777"
        ),
        ("busy_timeout = 1.5", "/etc/vmail-auth.conf line 1: busy_timeout must be whole seconds from 0 to 60"),
    ])
    func aMistakeIsNamedWithItsLine(text: String, message: String) {
        #expect(throws: SettingsError.self) { try Self.parse(text) }
        do { _ = try Self.parse(text) } catch { #expect(error.description == message) }
    }

    @Test func aSocketPathMustFitIntoItsAddress() throws {
        let longest = "/" + String(repeating: "s", count: 98)
        #expect(try Self.parse("socket = \(longest)").socket == longest)
        #expect(try Self.parse("postfix_socket = \(longest)").postfixSocket == longest)
        for name in ["socket", "postfix_socket"] {
            #expect(throws: SettingsError.self) { try Self.parse("\(name) = \(longest)s") }
        }
    }

    @Test(arguments: [
        ("+", "+"), ("-", "-"), ("+-", "+-"), (".", "."), ("=", "="),
        ("!\"$%&'()*,/:;<>?[\\]^_`{|}~", "!\"$%&'()*,/:;<>?[\\]^_`{|}~"),
        ("", ""), ("# none", ""),
    ])
    func whatSeparatesAnExtension(value: String, meaning: String) throws {
        #expect(try Self.parse("recipient_delimiter = \(value)").recipientDelimiter == meaning)
        #expect(try Self.parse("recipient_delimiter =#").recipientDelimiter == "#")
    }

    @Test(arguments: ["@", "+@", "x", "none", "+1", "+ -", "\u{7f}", "+\t-", "+\0", "é", "\u{2212}"])
    func whatCannotSeparateOneIsRefused(value: String) {
        #expect(
            throws: SettingsError(
                place: "/etc/vmail-auth.conf", line: 1,
                problem:
                    "recipient_delimiter must be punctuation in ASCII without @, such as + or +-, or empty for none")
        ) { try Self.parse("recipient_delimiter = \(value)") }
    }

    @Test func bytesThatAreNoTextAreAMistake() {
        #expect(throws: SettingsError.self) {
            try Settings.parse([UInt8](arrayLiteral: 0x67, 0xff, 0xfe), file: "f")
        }
    }

    @Test func aNamedFileMustExist() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/none.conf"
        #expect(
            throws: SettingsError(
                place: path, line: nil, problem: "cannot read the settings: No such file or directory")
        ) {
            try Settings.load(file: path)
        }
        let file = try folder.file("some.conf", "gid = 900\n")
        #expect(try Settings.load(file: file).gid == 900)
    }

    @Test func aFolderOrAHugeFileIsNoSettingsFile() throws {
        let folder = try TemporaryFolder()
        #expect(throws: SettingsError.self) { try Settings.load(file: folder.path) }
        let huge = try folder.file("huge.conf", String(repeating: "#", count: Settings.largestFile + 1))
        #expect(throws: SettingsError.self) { try Settings.load(file: huge) }
    }
}
