import TerminalText
import Testing

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("plain@text", "plain@text"), ("tab\tand\nline", "tab\\x09and\\x0aline"), ("back\\slash", "back\\x5cslash"),
        ("\u{1b}[31mred", "\\x1b[31mred"), ("\u{e9}", "\\xc3\\xa9"), ("", ""),
    ])
    func onlyPrintableASCIIGetsIntoALog(text: String, logged: String) {
        #expect(printable(text.utf8) == logged)
    }

    @Test func longNamesAreCut() {
        #expect(printable(String(repeating: "a", count: 101).utf8) == String(repeating: "a", count: 100) + "...")
        #expect(printable(String(repeating: "a", count: 100).utf8) == String(repeating: "a", count: 100))
    }

    @Test func oneEventIsOneLine() {
        #expect(oneLine("a\nb\u{1b}[31mc\u{7f}\u{9b}d\u{2028}e\u{e9}") == "a?b?[31mc??d?e\u{e9}")
        #expect(oneLine("a\u{202e}b\u{2066}c\u{200f}d\u{61c}") == "a?b?c?d?")
    }
}
