import SocketmapProtocol
import Testing

@Suite struct SocketmapReplyTests {
    private static func text(_ bytes: [UInt8]?) -> String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    @Test func eachReply() {
        #expect(Self.text(SocketmapReply.found("a@b.example,c@d.example")) == "26:OK a@b.example,c@d.example,")
        #expect(Self.text(SocketmapReply.found("ü")) == "5:OK ü,")
        #expect(Self.text(SocketmapReply.notFound) == "9:NOTFOUND ,")
        #expect(Self.text(SocketmapReply.temporaryFailure("no database")) == "16:TEMP no database,")
        #expect(Self.text(SocketmapReply.permanentFailure("no map")) == "11:PERM no map,")
        #expect(Self.text(SocketmapReply.temporaryFailure("")) == "5:TEMP ,")
    }

    /// Postfix reads an empty value as "unknown", and a value with a NUL as its beginning.
    @Test func whatPostfixWouldMisreadIsNoReply() {
        #expect(SocketmapReply.found("") == nil)
        #expect(SocketmapReply.found("a\0b") == nil)
        let longest = String(repeating: "a", count: 99_997)
        #expect(Self.text(SocketmapReply.found(longest)) == "100000:OK \(longest),")
        #expect(SocketmapReply.found(longest + "a") == nil)
        #expect(SocketmapReply.found(String(repeating: "ü", count: 49_999)) == nil)
    }

    @Test(arguments: [
        ("a\nb\tc\0d\u{7f}e", "a?b?c?d?e"), ("\u{85}\u{9b}", "??"), ("über", "über"), ("a,b:c", "a,b:c"),
    ])
    func controlBytesInReasonsArePrintable(reason: String, printed: String) {
        let length = printed.utf8.count + 5
        #expect(Self.text(SocketmapReply.temporaryFailure(reason)) == "\(length):TEMP \(printed),")
        #expect(Self.text(SocketmapReply.permanentFailure(reason)) == "\(length):PERM \(printed),")
    }

    @Test func aLongReasonIsCutBetweenCharacters() {
        let cut = String(repeating: "ü", count: 499)
        #expect(
            Self.text(SocketmapReply.temporaryFailure("a" + String(repeating: "ü", count: 60_000)))
                == "1004:TEMP a\(cut),")
    }
}
