import Testing

@testable import Authentication

@Suite struct QuotedAddressTests {
    @Test(
        arguments: [
            ("u", "d.example", "u@d.example"), ("u.v", "d", "u.v@d"), ("u+x", "d", "u+x@d"),
            ("\u{e9}", "\u{e9}.d", "\u{e9}@\u{e9}.d"),
            ("a b", "d", "\"a b\"@d"), ("a,b", "d", "\"a,b\"@d"), (".u", "d", "\".u\"@d"), ("u.", "d", "\"u.\"@d"),
            ("u..v", "d", "\"u..v\"@d"), ("a\"b", "d", "\"a\\\"b\"@d"), ("a\\b", "d", "\"a\\\\b\"@d"),
            ("a;b", "d", "\"a;b\"@d"),
            ("<u>", "d", "\"<u>\"@d"), ("(u)", "d", "\"(u)\"@d"), ("[u]", "d", "\"[u]\"@d"), ("u,v@evil", "d", nil),
            ("|/bin/sh", "d", "|/bin/sh@d"), ("|rm -rf /", "d", "\"|rm -rf /\"@d"),
            (":include:/etc/passwd", "d", "\":include:/etc/passwd\"@d"),
            ("/var/mail/x", "d", "/var/mail/x@d"), ("\"|x\"", "d", "\"\\\"|x\\\"\"@d"),
            ("u", "[192.0.2.1]", "u@[192.0.2.1]"), ("u", "[IPv6:2001:db8::1]", "u@[IPv6:2001:db8::1]"),
            ("", "d", nil), ("u", "", nil), ("u", "[]", nil), ("u", "d,e", nil), ("u", "d e", nil), ("u", "d\n", nil),
            ("u", "d:e", nil),
            ("u", "d>", nil), ("u", "[d", nil), ("u", "[a]b]", nil), ("u", "[a,b]", nil), ("u", "d@e", nil),
            ("u", "\"d", nil),
            ("u\n", "d", nil), ("u\u{0}", "d", nil), ("u\u{7f}", "d", nil), ("u@x", "d", nil),
        ] as [(String, String, String?)])
    func aNameInAnAnswer(localpart: String, domain: String, text: String?) {
        #expect(quotedAddress(localpart: localpart, domain: domain) == text)
    }

    /// Whatever a name is made of, Postfix reads one address, in the domain that was meant.
    @Test func noNameMakesASecondAddress() {
        let pieces = [
            "a", ".", ",", " ", "\"", "\\", "(", ")", "<", ">", "[", "]", ":", ";", "|", "/", "!", "%", "\u{e9}",
        ]
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let name = first + second + third
                    guard let text = quotedAddress(localpart: name, domain: "d.example") else {
                        Issue.record("refused \(name)")
                        continue
                    }
                    #expect(addresses(in: text) == 1, "\(text)")
                    let (localpart, domain) = unquotedParts(of: Array(text.utf8)) ?? ([], nil)
                    #expect(localpart.elementsEqual(name.utf8) && domain == Array("d.example".utf8), "\(text)")
                }
            }
        }
    }

    @Test func quotesThatAreNotBalanced() {
        #expect(unquotedParts(of: Array("\"a@d".utf8)) == nil)
        #expect(unquotedParts(of: Array("\"a\\\"@d".utf8)) == nil)
        #expect(unquotedParts(of: Array("\"a\"".utf8))?.domain == nil)
        #expect(unquotedParts(of: Array("\"a\"@d\\".utf8))?.domain == Array("d\\".utf8))
    }

    /// How many addresses a list has, read as RFC 5322 3.4 has it: a comma or blank outside of quotes separates, a special is an error.
    private func addresses(in text: String) -> Int? {
        var (isQuoted, isEscaped, count) = (false, false, 1)
        for byte in text.utf8 {
            if isEscaped { isEscaped = false; continue }
            switch byte {
            case UInt8(ascii: "\\") where isQuoted: isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: ","), UInt8(ascii: " "): if !isQuoted { count += 1 }
            case UInt8(ascii: "\\"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"),
                UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "["), UInt8(ascii: "]"):
                if !isQuoted { return nil }
            default: break
            }
        }
        return isQuoted ? nil : count
    }
}
