import Testing

@testable import vmailadm

@Suite struct SystemLogTests {
    private func line(
        sudoUser: String? = nil, rows: [String] = ["changed VMailbox a@v.example: vmPasswd"]
    ) -> String {
        SystemLog.line(uid: 1000, sudoUser: sudoUser, command: ["mailbox", "passwd"], rows: rows)
    }

    @Test func theLineSaysWhoDidWhat() {
        #expect(line() == "uid 1000: mailbox passwd: changed VMailbox a@v.example: vmPasswd")
        #expect(
            line(sudoUser: "anna")
                == "uid 1000 (SUDO_USER anna): mailbox passwd: changed VMailbox a@v.example: vmPasswd")
        #expect(line(rows: ["one", "two"]) == "uid 1000: mailbox passwd: one; two")
    }

    @Test func controlCharactersAreMadePrintable() {
        #expect(line(sudoUser: "a\nb\u{1b}", rows: ["x"]) == "uid 1000 (SUDO_USER a\\x0ab\\x1b): mailbox passwd: x")
        #expect(
            line(rows: ["added ä\n\u{7f}\u{9b}\u{202e}\\x0a"])
                == "uid 1000: mailbox passwd: added ä\\x0a\\x7f\\xc2\\x9b\\xe2\\x80\\xae\\\\x0a")
    }

    @Test func aLongListIsCutAndCounted() {
        let rows = (1...1000).map { "removed Address user\($0)@v.example" }
        let line = line(rows: rows)
        #expect(line.utf8.count < 930)
        let count = line.split(separator: "; ").count - 1
        #expect(line.hasSuffix("; removed Address user\(count)@v.example; and \(1000 - count) more"))
        // The first row is whole, however long it is.
        let long = String(repeating: "x", count: 2000)
        #expect(self.line(rows: [long, "y"]) == "uid 1000: mailbox passwd: \(long); and 1 more")
    }
}
