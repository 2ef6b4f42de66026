import Testing

@testable import Authentication

@Suite struct AccountNameTests {
    @Test(arguments: [
        ("u@d.example", "u@d.example"), ("U@D.Example", "u@d.example"), ("u+x@d", "u+x@d"), ("a b@d", "a b@d"),
        ("...@d", "...@d"), (".x@d", ".x@d"), ("ü@d", "ü@d"), ("u@d.", "u@d."), ("u'\"\\%_@d", "u'\"\\%_@d"),
    ])
    func aNameIsComparedInLowerCase(login: String, canonical: String) throws {
        #expect(try AccountName(login: login.utf8, myhostname: nil).description == canonical)
    }

    @Test(arguments: [
        ("", AccountNameError.empty), ("@", .emptyLocalpart), ("@d.example", .emptyLocalpart), ("u@", .emptyDomain),
        ("u", .noDomain), ("u@d@e", .severalAts), ("u@@d", .severalAts), ("../u@d", .slash), ("u@d/e", .slash),
        ("/@d", .slash), (".@d", .dots), ("..@d", .dots), ("u@.d", .leadingDot), ("u@..", .leadingDot),
        ("u@.", .leadingDot),
        ("u\u{0}@d", .controlByte), ("u\t@d", .controlByte), ("u\n@d", .controlByte), ("u\r@d", .controlByte),
        ("u\u{7f}@d", .controlByte), ("u@d\u{1}", .controlByte), ("\u{1b}[2J@d", .controlByte),
    ])
    func whatCannotBeAName(login: String, error: AccountNameError) {
        #expect(throws: error) { try AccountName(login: login.utf8, myhostname: nil) }
    }

    @Test func bytesThatAreNotUTF8() {
        #expect(throws: AccountNameError.notUTF8) {
            try AccountName(login: [0xff, UInt8(ascii: "@"), 0x64], myhostname: nil)
        }
        #expect(throws: AccountNameError.notUTF8) {
            try AccountName(login: [0x75, UInt8(ascii: "@"), 0xc3], myhostname: nil)
        }
        // An overlong "/" (RFC 3629, section 10).
        #expect(throws: AccountNameError.notUTF8) {
            try AccountName(login: [0xc0, 0xaf, UInt8(ascii: "@"), 0x64], myhostname: nil)
        }
    }

    @Test func lengthsUpToTheLimits() throws {
        let localpart = String(repeating: "u", count: 64)
        let domain = String(repeating: "d", count: 255)
        #expect(try AccountName(login: "\(localpart)@\(domain)".utf8, myhostname: nil).localpart == localpart)
        for login in ["\(localpart)u@d", "u@\(domain)d", "\(localpart)u@\(domain)", String(repeating: "u", count: 300)]
        {
            #expect(throws: AccountNameError.tooLong) { try AccountName(login: login.utf8, myhostname: "d.example") }
        }
    }

    @Test func aBareNameBelongsToMyhostname() throws {
        let name = try AccountName(login: "Compromised".utf8, myhostname: "mail.example.com")
        #expect(name.description == "compromised@mail.example.com")
    }

    /// A composed and a decomposed letter are two names: the database compares bytes.
    @Test func namesAreNotNormalised() throws {
        let composed = try AccountName(login: "\u{e9}@d".utf8, myhostname: nil)
        let decomposed = try AccountName(login: "e\u{301}@d".utf8, myhostname: nil)
        #expect(!composed.description.utf8.elementsEqual(decomposed.description.utf8))
    }

    @Test func aRowWithUpperCaseNeverMatches() {
        #expect(throws: AccountNameError.upperCase) {
            try AccountName(localpart: Array("U".utf8), domain: Array("d".utf8))
        }
        #expect(throws: AccountNameError.upperCase) {
            try AccountName(localpart: Array("u".utf8), domain: Array("D".utf8))
        }
        #expect(throws: AccountNameError.severalAts) {
            try AccountName(localpart: Array("u@x".utf8), domain: Array("d".utf8))
        }
        #expect(throws: AccountNameError.emptyLocalpart) { try AccountName(localpart: [], domain: Array("d".utf8)) }
    }
}
