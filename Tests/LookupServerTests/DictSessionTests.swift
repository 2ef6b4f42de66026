import DictProtocol
import Testing

@testable import LookupServer

@Suite struct DictSessionTests {
    private static let hello = "H3\t2\t0\t\tuserdb\n"

    /// What a session does with these bytes, a line an action.
    private static func actions(_ chunks: [some Collection<UInt8>]) -> [String] {
        var session = DictSession()
        var actions: [String] = []
        for chunk in chunks {
            Array(chunk).withUnsafeBytes { session.receive($0) }
            while let action = session.nextAction() {
                switch action {
                case .none: actions.append("none")
                case .ask(let question): actions.append("ask \(question.description)")
                case .refuse(let reply, let notice):
                    actions.append("refuse \(String(decoding: reply, as: UTF8.self).dropLast()) (\(notice.text))")
                case .end(let notice): actions.append("end: \(notice.text)")
                }
            }
        }
        return actions
    }

    private static func actions(_ text: String) -> [String] { actions([Array(text.utf8)]) }

    private static let conversation =
        hello
        + "Lshared/userdb/u@d.example\tx\nI0\t0\tshared/userdb/\tx\nI16\t0\tshared/userdb/u@d.example\tx\nB1\tu\nC1\n"

    @Test func eachCommandHasItsAction() {
        let readOnly = "a client of userdb wanted to change it: it is read-only"
        #expect(
            Self.actions(Self.conversation) == [
                "none", "ask userdb u@d.example", "ask userdb: the list of users ends early", "ask userdb u@d.example",
                "none", "refuse F1\tthis dictionary is read-only (\(readOnly))",
            ])
    }

    @Test func splitAtEveryByte() {
        let bytes = Array(Self.conversation.utf8)
        let whole = Self.actions([bytes])
        for split in bytes.indices { #expect(Self.actions([bytes[..<split], bytes[split...]]) == whole, "\(split)") }
        #expect(Self.actions(bytes.map { [$0] }) == whole)
    }

    @Test(
        arguments: [
            ("H2\t0\t0\t\tuserdb\n", "a client speaks version 2 of the dict protocol; 3 and 4 are understood"),
            ("H5\t0\t0\t\tuserdb\n", "a client speaks version 5 of the dict protocol; 3 and 4 are understood"),
            (
                "H3\t2\t0\t\tquo\u{7}ta\n",
                #"a client asked for the dictionary "quo\x07ta"; there are userdb, passdb, deny, verify"#
            ),
            ("H3\t2\n", "a client sent a malformed command H"),
            ("Lshared/userdb/u\n", "a client did not begin with HELLO"),
            ("\n", "a client sent an empty line"), ("X\n", "a client sent an unknown command (byte 88)"),
        ])
    func whatEndsTheConversation(text: String, reason: String) {
        let end = "end: \(reason); the connection is closed"
        #expect(Self.actions(text) == [end])
        // Nothing is answered after the end.
        #expect(Self.actions([Array(text.utf8), Array(Self.conversation.utf8)]) == [end])
    }

    @Test func aSecondHello() {
        let end = "end: a client of userdb sent HELLO twice; the connection is closed"
        #expect(Self.actions(Self.hello + Self.hello + Self.hello) == ["none", end])
    }

    @Test func anEndlessLine() {
        var session = DictSession()
        [UInt8](repeating: 0xff, count: 70_000).withUnsafeBytes { session.receive($0) }
        guard case .end(let notice) = session.nextAction() else {
            Issue.record("it goes on")
            return
        }
        #expect(notice.text == "a client sent a line of more than 65536 bytes; the connection is closed")
        // What follows is not kept.
        [UInt8](repeating: 0xff, count: 1_000).withUnsafeBytes { session.receive($0) }
        if session.nextAction() != nil { Issue.record("it goes on") }
    }

    /// What clients choose is no part of a kind: else each could have a line of its own in the log.
    @Test func kindsAreFew() {
        func kind(_ text: String) -> String? {
            var session = DictSession()
            Array(text.utf8).withUnsafeBytes { session.receive($0) }
            while let action = session.nextAction() {
                switch action {
                case .refuse(_, let notice), .end(let notice): return notice.kind
                case .none, .ask: continue
                }
            }
            return nil
        }
        for (one, other) in [
            ("H2\t0\t0\t\tuserdb\n", "H9\t0\t0\t\tuserdb\n"), ("H3\t0\t0\t\tx\n", "H3\t0\t0\t\ty\n"), ("X\n", "Y\n"),
            (Self.hello + "Lx\n", Self.hello + "Ly\n"), (Self.hello + "I0\t0\tx\n", Self.hello + "I0\t0\ty\n"),
        ] {
            #expect(kind(one) != nil && kind(one) == kind(other), "\(one)")
        }
    }
}
