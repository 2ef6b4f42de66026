import AccountStore
import Testing

@testable import Authentication

@Suite struct TransportAnswerTests {
    private typealias Reference = RouteRows.Reference<RouteRows.Transport>

    private func transport(
        _ name: ColumnValue, _ nexthop: ColumnValue, mx: ColumnValue = .integer(1), port: ColumnValue = .null,
        active: ActiveValue = .integer(1)
    ) -> Reference {
        .row(.init(number: 7, active: active, transport: name, nexthop: nexthop, mx: mx, port: port))
    }

    private func answer(_ address: Reference?, _ domain: Reference? = Reference.null) -> PostfixAnswer {
        PostfixAnswer(
            transportOf: "u@d",
            rows: RouteRows(
                domain: domain.map { .init(transport: $0, restrictionClass: .null) },
                address: address.map { .init(transport: $0, restrictionClass: .null) }))
    }

    @Test func everyForm() {
        #expect(answer(transport(.text("smtp"), .text("mx.example"))) == .found("smtp:mx.example"))
        #expect(answer(transport(.text("smtp"), .text("mx.example"), mx: .integer(0))) == .found("smtp:[mx.example]"))
        #expect(answer(transport(.text("smtp"), .text("mx.example"), mx: .integer(-1))) == .found("smtp:mx.example"))
        #expect(
            answer(transport(.text("smtp"), .text("mx.example"), mx: .integer(0), port: .integer(2525)))
                == .found("smtp:[mx.example]:2525"))
        #expect(answer(transport(.null, .text("mx.example"), port: .integer(25))) == .found(":mx.example:25"))
        #expect(answer(transport(.null, .text("2001:db8::1"), mx: .integer(0))) == .found(":[2001:db8::1]"))
        #expect(answer(transport(.text("local"), .null)) == .found("local:"))
        #expect(answer(transport(.text("local"), .null, mx: .integer(0))) == .found("local:"))
        #expect(answer(transport(.null, .null)) == .found(":"))
        #expect(answer(transport(.text("lmtp"), .text("unix:private/lmtp"))) == .found("lmtp:unix:private/lmtp"))
        #expect(
            answer(transport(.text("lmtp"), .text("unix:private/lmtp"), mx: .integer(0)))
                == .found("lmtp:unix:private/lmtp"))
        #expect(answer(transport(.text("smtp"), .text("[mx.example]"), mx: .integer(0))) == .found("smtp:[mx.example]"))
        #expect(answer(transport(.text("error"), .text("5.1.1 moved away"))) == .found("error:5.1.1 moved away"))
    }

    @Test func theAddressBeforeTheDomain() {
        let own = transport(.text("own"), .null)
        let domain = transport(.text("domain"), .null)
        #expect(answer(own, domain) == .found("own:"))
        #expect(answer(Reference.null, domain) == .found("domain:"))
        #expect(answer(nil, domain) == .found("domain:"))
        #expect(answer(nil, Reference.null) == .notFound)
        #expect(answer(nil, nil) == .notFound)
    }

    @Test(arguments: [(-1, true), (7, true), (0, false)] as [(Int64, Bool)])
    func whatIsOffIsAbsent(active: Int64, isUsed: Bool) {
        let own = transport(.text("own"), .null, active: .integer(active))
        #expect(answer(own, transport(.text("domain"), .null)) == .found(isUsed ? "own:" : "domain:"))
        #expect(answer(own, Reference.null) == (isUsed ? .found("own:") : .notFound))
        #expect(answer(nil, own) == (isUsed ? .found("own:") : .notFound))
    }

    @Test func whatCannotBeUsed() {
        let host = ColumnValue.text("mx.example")
        let smtp = ColumnValue.text("smtp")
        let bad = [
            transport(smtp, host, active: .null), transport(smtp, host, active: .notAnInteger),
            transport(smtp, host, mx: .null), transport(smtp, host, mx: .text("x")),
            transport(smtp, host, port: .integer(0)),
            transport(smtp, host, port: .integer(65536)), transport(smtp, host, port: .text("smtp")),
            transport(.other, host),
            transport(.text("smtp:x"), host), transport(.text("a b"), host), transport(smtp, .other),
            transport(smtp, .text("a\nb")),
            transport(smtp, .integer(5)), transport(smtp, .null, port: .integer(25)), .missing,
        ]
        for transport in bad {
            // The domain's transport is no answer for an address that has another, which cannot be told.
            #expect(Told(answer(transport, self.transport(smtp, host))) == .temporaryFailure, "\(transport)")
            #expect(Told(answer(nil, transport)) == .temporaryFailure, "\(transport)")
        }
        #expect(answer(.missing).failure == "u@d: its row of Transport does not exist; correct it or set it to NULL")
        #expect(
            answer(transport(smtp, host, active: .null)).failure
                == "transport tpNum 7: Transport.active is not an integer; set it to 1 or 0")
    }
}
