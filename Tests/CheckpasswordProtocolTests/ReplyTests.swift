import SecretBytes
import Testing

@testable import CheckpasswordProtocol

@Suite struct ReplyTests {
    static func reply(home: String = "/home/vmail/d.example/u", password: [UInt8]? = nil) -> Reply {
        Reply(
            user: "u@d.example", home: home, uid: 842, gid: 800, mail: "maildir:~/Mail",
            password: password.map { SecretBytes(copying: $0) })
    }

    /// What a sibling or a hostile caller left behind.
    static var stale: Environment {
        var environment = Environment()
        for (name, value) in [
            ("ORIG_UID", "97"), ("EXTRA", "userdb_home evil"), ("userdb_home", "/"), ("userdb_uid", "0"),
            ("USERDB_X", "1"),
            ("evil", "yes"), ("password", "{PLAIN}old"), ("AUTHORIZED", "2"), ("USER", "other"), ("HOME", "/root"),
            ("AUTH_USER", "u"),
        ] { environment[name] = value }
        return environment
    }

    @Test func verifyingForDovecot() {
        var environment = Self.stale
        environment.apply(Self.reply(), for: .dovecotVerifying)
        #expect(environment["USER"] == "u@d.example")
        #expect(environment["HOME"] == "/home/vmail/d.example/u")
        #expect(environment["SHELL"] == "/usr/sbin/nologin")
        #expect(environment["userdb_uid"] == "842")
        #expect(environment["userdb_gid"] == "800")
        #expect(environment["userdb_mail"] == "maildir:~/Mail")
        #expect(environment["EXTRA"] == "userdb_uid userdb_gid userdb_mail")
        #expect(environment["ORIG_UID"] == "97")
        #expect(environment["AUTH_USER"] == "u")
        for name in ["userdb_home", "USERDB_X", "password", "AUTHORIZED"] {
            #expect(environment[name] == nil, "\(name)")
        }
    }

    @Test func lookingUpForDovecot() {
        var environment = Self.stale
        environment.apply(Self.reply(), for: .dovecotLookingUp(.userdb))
        #expect(environment["AUTHORIZED"] == "2")
        #expect(environment["password"] == nil)

        environment = Self.stale
        environment.apply(Self.reply(password: Array("{PLAIN}se=cret".utf8)), for: .dovecotLookingUp(.credentials))
        #expect(environment["AUTHORIZED"] == "2")
        #expect(environment["password"] == "{PLAIN}se=cret")
        #expect(environment["EXTRA"] == "userdb_uid userdb_gid userdb_mail password")
    }

    @Test func anyOtherCallerGetsItsOwnThreeVariables() {
        var environment = Environment()
        environment["PATH"] = "/bin"
        environment["EXTRA"] = "theirs"
        environment.apply(Self.reply(), for: .other)
        #expect(environment["EXTRA"] == "theirs")
        let names = environment.strings.map { String(decoding: $0.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self) }
        #expect(names.sorted() == ["EXTRA", "HOME", "PATH", "SHELL", "USER"])
    }

    @Test func writtenDirectly() {
        let bytes = Self.reply().directBytes().withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        #expect(
            bytes == "user=u@d.example\tuserdb_home=/home/vmail/d.example/u\tuserdb_uid=842\tuserdb_gid=800\t"
                + "userdb_mail=maildir:~/Mail\t")
    }

    /// A TAB, LF, CR, NUL or \001 can't end a field early or begin another one.
    @Test func writtenDirectlyWithBytesThatNeedAnEscape() {
        let bytes = Self.reply(home: "/a\tb\nc\rd\u{1}e", password: [0x78, 0, 0x79]).directBytes()
            .withUnsafeBytes { Array($0) }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("userdb_home=/a\u{1}tb\u{1}nc\u{1}rd\u{1}1e\t"))
        #expect(text.hasSuffix("\tpassword=x\u{1}0y\t"))
        #expect(!bytes.contains(0) && !bytes.contains(0x0a))
    }
}
