import DictProtocol
import Foundation
import Testing

@Suite struct DictReplyTests {
    static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func replies() {
        var value = JSONObject()
        #expect(Self.text(DictReply.found(value)) == "O{}\n")
        value.add("uid", "842")
        value.add("home", "/home/vmail/d/u")
        #expect(Self.text(DictReply.found(value)) == "O{\"uid\":\"842\",\"home\":\"/home/vmail/d/u\"}\n")
        #expect(Self.text(DictReply.notFound) == "N\n")
        #expect(Self.text(DictReply.failure("no\tway\n")) == "Fno\u{1}tway\u{1}n\n")
        #expect(Self.text(DictReply.iterationEnd) == "\n")
        #expect(Self.text(DictReply.transactionRefused(id: 7, isAsync: false)) == "F7\tthis dictionary is read-only\n")
        #expect(Self.text(DictReply.transactionRefused(id: 7, isAsync: true)) == "AF7\tthis dictionary is read-only\n")
    }

    @Test func aKeyOfAList() {
        var bytes: [UInt8] = []
        DictReply.appendKey(prefix: DictName.userdb.prefix, name: "u@d", to: &bytes)
        #expect(Self.text(bytes) == "Oshared/userdb/u@d\t\n")
    }

    /// One line, one object, whatever is in a value; and Foundation reads back what was put in.
    @Test func anyTextIsAValue() throws {
        let texts = [
            "", "\"", "\\", "a\"b\\c", "tab\tlf\ncr\rnul\0", "\u{1}\u{1f}\u{7f}", "\u{e9}\u{1F600}", "{\"x\":\"y\"}",
            "a/b",
        ]
        for text in texts {
            var value = JSONObject()
            value.add("first", text)
            value.add("second", text)
            let line = DictReply.found(value)
            #expect(line.count(where: { $0 == 0x0a }) == 1 && line.last == 0x0a)
            #expect(!line.dropLast().contains { $0 < 0x20 })
            let object = try JSONSerialization.jsonObject(with: Data(line.dropFirst().dropLast())) as? [String: String]
            #expect(object == ["first": text, "second": text])
        }
    }
}

@Suite struct DictNameTests {
    @Test func theNamesThatHELLOKnows() {
        #expect(DictName(name: Array("userdb".utf8)) == .userdb)
        #expect(DictName(name: Array("passdb".utf8)) == .passdb)
        #expect(DictName(name: Array("deny".utf8)) == .deny)
        for name in ["", "Userdb", "userdb ", "quota", "userdb\0"] { #expect(DictName(name: Array(name.utf8)) == nil) }
    }

    @Test(
        arguments: [
            ("shared/userdb/u@d", "u@d"), ("shared/userdb/", ""), ("shared/userdb/a/b", "a/b"),
            ("shared/userdb//", "/"),
            ("shared/passdb/u@d", nil), ("priv/userdb/u@d", nil), ("shared/userdb", nil), ("", nil), ("userdb/u", nil),
        ] as [(String, String?)])
    func theUserInAKey(key: String, user: String?) {
        #expect(DictName.userdb.user(inKey: Array(key.utf8)).map { String(decoding: $0, as: UTF8.self) } == user)
    }
}
