import AccountStore
import Testing

@testable import Authentication

@Suite struct RestrictionClassAnswerTests {
    private typealias Reference = RouteRows.Reference<RouteRows.RestrictionClass>

    private func restrictionClass(_ number: Int64, _ name: ColumnValue) -> Reference {
        .row(.init(number: number, name: name))
    }

    private func answer(_ address: Reference?, _ domain: Reference?) -> PostfixAnswer {
        PostfixAnswer(
            restrictionClassOf: "u@d",
            rows: RouteRows(
                domain: domain.map { .init(transport: .null, restrictionClass: $0) },
                address: address.map { .init(transport: .null, restrictionClass: $0) }))
    }

    @Test func theAddressBeforeTheDomain() {
        let own = restrictionClass(5, .text("own"))
        let domain = restrictionClass(20, .text("moderate"))
        #expect(answer(own, domain) == .found("RC5-own"))
        #expect(answer(Reference.null, domain) == .found("RC20-moderate"))
        #expect(answer(nil, domain) == .found("RC20-moderate"))
        #expect(answer(nil, Reference.null) == .notFound)
        #expect(answer(nil, nil) == .notFound)
    }

    /// Postfix reads the answer as a list of restrictions: a name must not add one.
    @Test(
        arguments: [
            .null, .other, .integer(1), .text(""), .text("a b"), .text("a,permit"), .text("a\n"), .text("\u{e9}"),
        ] as [ColumnValue])
    func aNameThatIsNoWord(name: ColumnValue) {
        let bad = restrictionClass(20, name)
        #expect(
            answer(bad, restrictionClass(5, .text("own"))).failure
                == "restriction class 20: RClass.rcName is not a word of letters, digits, - and _; correct it")
        #expect(Told(answer(nil, bad)) == .temporaryFailure)
    }

    @Test func aRowThatIsMissing() {
        #expect(
            answer(.missing, restrictionClass(5, .text("own"))).failure
                == "u@d: its row of RClass does not exist; correct it or set it to NULL")
    }
}
