import AccountStore
import Authentication
import Testing

@testable import LookupServer

@Suite struct SocketmapSessionTests {
    /// What a session does with these bytes, a line an action.
    private static func actions(_ chunks: [some Collection<UInt8>]) -> [String] {
        var session = SocketmapSession()
        var actions: [String] = []
        for chunk in chunks {
            Array(chunk).withUnsafeBytes { session.receive($0) }
            while let action = session.nextAction() {
                switch action {
                case .none: actions.append("none")
                case .ask(let question): actions.append("ask \(question.description)")
                case .refuse(let reply, let notice):
                    actions.append("refuse \(String(decoding: reply, as: UTF8.self)) (\(notice.level): \(notice.text))")
                case .end(let notice): actions.append("end (\(notice.level): \(notice.text))")
                }
            }
        }
        return actions
    }

    private static func netstring(_ text: String) -> String { "\(text.utf8.count):\(text)," }
    private static func actions(_ text: String) -> [String] { actions([Array(text.utf8)]) }

    private static let maps =
        "mydestination, relay_domains, virtual_alias_domains, virtual_mailbox_domains, local_recipient_maps, "
        + "relay_recipient_maps, virtual_mailbox_maps, virtual_alias_maps, transport_maps, check_recipient_access, "
        + "smtpd_sender_login_maps"

    @Test(arguments: PostfixMap.allCases) func everyMapIsAsked(map: PostfixMap) {
        #expect(
            Self.actions(Self.netstring("\(map.rawValue) Anna@d.example")) == ["ask \(map.rawValue) Anna@d.example"])
    }

    /// A key is bytes; what is not printable is seen in the log.
    @Test func keysAreNotRead() {
        let key: [UInt8] = [0, 0xff, 0x20, 0x22, 0x40, 0x2c]
        var session = SocketmapSession()
        (Array("21:transport_maps ".utf8) + key + Array(",".utf8)).withUnsafeBytes { session.receive($0) }
        guard case .ask(let asked) = session.nextAction(), let question = asked as? SocketmapQuestion else {
            Issue.record("no question")
            return
        }
        #expect(question.map == .transportMaps && question.key == key)
        #expect(question.description == #"transport_maps \x00\xff "@,"#)
        #expect(question.kind == .lookup(.postfix))
    }

    @Test(arguments: ["virtual_mailboxes", "Mydestination", "mydestination\0", "", "x\u{7}y"])
    func anUnknownMapIsAnErrorAndNotUnknown(map: String) {
        let name = map.replacing("\0", with: #"\x00"#).replacing("\u{7}", with: #"\x07"#)
        let problem = "there is no map \"\(name)\"; correct its name in main.cf to one of \(Self.maps)"
        let actions = Self.actions(Self.netstring("\(map) u@d.example") + Self.netstring("relay_domains d.example"))
        // The connection goes on.
        #expect(
            actions == [
                "refuse \(Self.netstring("PERM \(problem)")) (error: Postfix: \(problem))",
                "ask relay_domains d.example",
            ])
    }

    @Test func splitAtEveryByte() {
        let bytes = Array(
            (Self.netstring("mydestination d.example") + Self.netstring("nomap x") + Self.netstring("transport_maps *"))
                .utf8)
        let whole = Self.actions([bytes])
        #expect(whole.count == 3)
        for split in bytes.indices { #expect(Self.actions([bytes[..<split], bytes[split...]]) == whole, "\(split)") }
        #expect(Self.actions(bytes.map { [$0] }) == whole)
    }

    @Test(
        arguments: [
            ("H3\t2\t0\t\tuserdb\n", "what is no netstring (byte 72 in its length)"),
            ("100000000:", "a request of more than 65536 bytes"),
            ("3:m kx", "a netstring without a comma at its end"), ("5:mydes,", "a request without a key"),
        ])
    func whatEndsTheConversation(text: String, problem: String) {
        let end = "end (warning: a client of Postfix's socket sent \(problem); the connection is closed)"
        #expect(Self.actions(text) == [end])
        // What came before is asked, and nothing that comes after.
        let question = Self.netstring("mydestination d.example")
        #expect(Self.actions(question + text + question) == ["ask mydestination d.example", end])
        #expect(Self.actions([Array(text.utf8), Array(question.utf8)]) == [end])
    }

    /// What clients choose is no part of a kind: else each could have a line of its own in the log.
    @Test func kindsAreFew() {
        func kind(_ text: String) -> String? {
            var session = SocketmapSession()
            Array(text.utf8).withUnsafeBytes { session.receive($0) }
            switch session.nextAction() {
            case .refuse(_, let notice), .end(let notice): return notice.kind
            default: return nil
            }
        }
        for (one, other) in [("3:a k,", "3:b k,"), ("x", "3:mk ;"), ("100000", "y")] {
            #expect(kind(one) != nil && kind(one) == kind(other), "\(one)")
        }
    }
}
