import Settings
import Testing

@testable import Authentication

@Suite struct RecipientKeyTests {
    private func key(
        _ text: String, delimiters: String = "+", myhostname: String? = nil
    ) -> RecipientKey? {
        key(Array(text.utf8), delimiters: delimiters, myhostname: myhostname)
    }

    private func key(_ bytes: [UInt8], delimiters: String = "+", myhostname: String? = nil) -> RecipientKey? {
        var settings = Settings()
        settings.recipientDelimiter = delimiters
        settings.myhostname = myhostname
        return RecipientKey(bytes, settings: settings)
    }

    @Test(arguments: [
        ("u@d.example", ["u", ""], "d.example", ""), ("U@D.Example", ["u", ""], "d.example", ""),
        ("u+x@d", ["u+x", "u", ""], "d", "+x"), ("U+News@d", ["u+news", "u", ""], "d", "+News"),
        ("u+@d", ["u+", "u", ""], "d", "+"), ("u+x+y@d", ["u+x+y", "u", ""], "d", "+x+y"),
        ("+x@d", ["+x", ""], "d", ""),
        ("postmaster+x@d", ["postmaster+x", "postmaster", ""], "d", "+x"),
        ("\"a,b\"@d", ["a,b", ""], "d", ""), ("a,b@d", ["a,b", ""], "d", ""),
        ("\"a b+x\"@d", ["a b+x", "a b", ""], "d", "+x"),
        ("\"a\\\"b\\\\\"@d", ["a\"b\\", ""], "d", ""), ("\"a@b\"@d", ["a@b", ""], "d", ""),
        ("a@b@d", ["a@b", ""], "d", ""),
        // Quotes of the address itself: Postfix asks for it as it is written, and then without the quotes that this took.
        (#""\"anna\""@d"#, [#""anna""#, ""], "d", ""), (#""anna"@d"#, [#""anna""#, ""], "d", ""),
        (#""anna+x"@d"#, [#""anna+x""#, #""anna"#, ""], "d", #"+x""#), (#""a.b"@d"#, [#""a.b""#, ""], "d", ""),
        (#"".a"@d"#, [".a", ""], "d", ""), ("\"\u{e9}\"@d", ["\u{e9}", ""], "d", ""),
        ("\"a@d", ["\"a", ""], "d", ""), ("u@[192.0.2.1]", ["u", ""], "[192.0.2.1]", ""),
        ("\u{e9}@\u{e9}.example", ["\u{e9}", ""], "\u{e9}.example", ""),
        // Nobody's address, and no question for a catchall.
        ("@d", [], "d", ""), ("\"\"@d", [], "d", ""),
    ])
    func anAddress(text: String, localparts: [String], domain: String, unmatched: String) throws {
        let parsed = try #require(key(text))
        #expect(parsed.localparts == localparts)
        #expect(parsed.domain == domain)
        #expect(parsed.addressExtension == unmatched)
    }

    @Test(arguments: ["", "u@", "u", "\"u\"", "@", "u@d\u{0}"]) func whatIsNoAddress(text: String) {
        #expect(key(text) == nil)
    }

    @Test func aBareNameBelongsToMyhostname() {
        #expect(key("Root", myhostname: "mail.example.com")?.domain == "mail.example.com")
        #expect(key("Root", myhostname: "mail.example.com")?.localparts == ["root", ""])
        #expect(key("\"a b\"", myhostname: "mail.example.com")?.localparts == ["a b", ""])
        #expect(key("", myhostname: "mail.example.com") == nil)
    }

    /// No row has such a name, but the domain's catchall, transport and restriction class still hold for it.
    @Test func aLocalpartThatNoRowHasLeavesTheCatchall() {
        #expect(key([0xff, UInt8(ascii: "@"), UInt8(ascii: "d")])?.localparts == [""])
        #expect(key(Array("u+".utf8) + [0xff] + Array("@d".utf8))?.localparts == ["u", ""])
        #expect(key(Array("u+".utf8) + [0xff] + Array("@d".utf8))?.addressExtension == "")
        #expect(key("u\u{0}@d")?.localparts == [""])
        #expect(key([UInt8(ascii: "u"), UInt8(ascii: "@"), 0xff]) == nil)
    }

    /// Postfix accepts longer localparts than a mailbox can have: bounce addresses of mailing lists, with an extension.
    @Test func aLongLocalpart() {
        let long = String(repeating: "x", count: 5000)
        #expect(key("u+\(long)@d")?.localparts == ["u+\(long)", "u", ""])
        #expect(key("\(long)@d")?.localparts == [long, ""])
        #expect(key("u@\(long)")?.domain == long)
    }

    @Test func onlyTheRowBeforeTheExtensionLeavesItUnmatched() {
        #expect(key("U+X@d")?.unmatchedExtension(after: Array("u".utf8)) == "+X")
        #expect(key("U+X@d")?.unmatchedExtension(after: Array("u+x".utf8)) == "")
        #expect(key("U+X@d")?.unmatchedExtension(after: []) == "")
        #expect(key("u@d")?.unmatchedExtension(after: []) == "")
        #expect(key("u@d")?.unmatchedExtension(after: Array("u".utf8)) == "")
        #expect(key("U+X@d")?.unmatchedExtension(after: nil) == "")
    }

    @Test func theAddressesThatAGrantMayName() {
        #expect(key("U+X@D")?.grantedAddresses == ["u+x@d", "u@d", "@d"])
        #expect(key("u@d")?.grantedAddresses == ["u@d", "@d"])
        #expect(key("@d")?.grantedAddresses == ["@d"])
    }
}
