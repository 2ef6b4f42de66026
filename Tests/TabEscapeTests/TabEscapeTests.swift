import TabEscape
import Testing

@Suite struct TabEscapeTests {
    static func escaped(_ field: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        TabEscape.escape(field) { bytes.append($0) }
        return bytes
    }

    @Test(arguments: [
        ("", ""), ("u@d.example", "u@d.example"), ("\0\u{1}\t\r\n", "\u{1}0\u{1}1\u{1}t\u{1}r\u{1}n"),
        ("a\tb", "a\u{1}tb"), ("\u{2}\u{b}\u{1f}\u{7f}\u{e9}\\", "\u{2}\u{b}\u{1f}\u{7f}\u{e9}\\"),
    ]) func fields(plain: String, escaped: String) {
        #expect(Self.escaped(Array(plain.utf8)) == Array(escaped.utf8))
        #expect(TabEscape.unescape(Array(escaped.utf8)[...]) == Array(plain.utf8))
    }

    @Test func everyByteComesBack() {
        let all = Array(UInt8.min...UInt8.max)
        let escaped = Self.escaped(all)
        #expect(escaped.count == all.count + 5)
        #expect(!escaped.contains { [0, 0x09, 0x0a, 0x0d].contains($0) })
        #expect(TabEscape.unescape(escaped[...]) == all)
    }

    @Test(arguments: [("\u{1}z", "z"), ("x\u{1}", "x"), ("\u{1}\u{1}ty", "\u{1}ty")])
    func escapesThatDovecotDoesNotWrite(escaped: String, plain: String) {
        #expect(TabEscape.unescape(Array(escaped.utf8)[...]) == Array(plain.utf8))
    }
}
