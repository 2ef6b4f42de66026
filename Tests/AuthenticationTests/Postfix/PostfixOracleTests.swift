import SQLiteAccountStore
import Settings
import TestSupport
import Testing

@testable import Authentication

/// Every combination of `active` along an alias, in a real database, against the words of the specification.
@Suite struct PostfixOracleTests {
    /// A three-valued truth.
    private enum Truth {
        case no, yes, unsure

        /// What an `active` says, as SQL; nil is a missing row.
        init(_ active: String?) { self = active == nil || active == "0" ? .no : active == "NULL" ? .unsure : .yes }

        static func all(_ parts: Truth...) -> Truth {
            parts.contains(.no) ? .no : parts.contains(.unsure) ? .unsure : .yes
        }
    }

    private struct Case {
        let domain, address: String
        let mailbox, mapping: String?
        let target: String

        /// Whether the target may get the mail.
        var alias: Truth { .all(Truth(mapping), Truth(target)) }
        /// Whether the address's own mailbox may. Without one, and with a mapping, it is only an alias.
        var own: Truth { .all(Truth(domain), Truth(address), Truth(mailbox)) }
        /// Whether the address is in use, for whatever.
        var inUse: Truth { .all(Truth(domain), Truth(address)) }

        /// Whether mail is accepted. "If it is an alias with a live target, its own VMailbox is not asked."
        var mail: Truth { alias == .no ? own : .all(inUse, alias) }
        /// Whether it goes to the target.
        var isForwarded: Truth { alias == .no && mailbox == nil ? .no : mail == .yes && alias == .no ? .no : mail }
    }

    private static let values = ["1", "0", "-1", "NULL"]
    private static let cases = values.flatMap { domain in
        values.flatMap { address in
            (values + [nil]).flatMap { mailbox in
                (values + [nil]).flatMap { mapping in
                    values.map {
                        Case(domain: domain, address: address, mailbox: mailbox, mapping: mapping, target: $0)
                    }
                }
            }
        }
    }

    @Test func everyCombinationThroughEveryMap() throws {
        var statements = """
            BEGIN;
            INSERT INTO Domain (domNum, domName, domClass) VALUES (9999, 'live.example', 842);
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (9999, 'other', 9999);
            INSERT INTO VMailbox (vmNum) VALUES (9999);
            """
        for (index, test) in Self.cases.enumerated() {
            let number = index * 3 + 10_000
            statements += """
                INSERT INTO Domain (domNum, domName, domClass, active) VALUES (\(number), 'd\(index)', 842, \(test.domain));
                INSERT INTO Address (addNum, addLocalpart, addDomNum, active) VALUES
                    (\(number), 'u', \(number), \(test.address)), (\(number + 1), '', \(number), 1), (\(number + 2), 't\(index)', 9999, 1);
                INSERT INTO VMailbox (vmNum, active) VALUES (\(number + 2), \(test.target));
                INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (\(number + 1), 9999);
                """
            if let active = test.mailbox {
                statements += "INSERT INTO VMailbox (vmNum, active) VALUES (\(number), \(active));"
            }
            if let active = test.mapping {
                statements +=
                    "INSERT INTO VAlias (vaNum, vaTargetNum, active) VALUES (\(number), \(number + 2), \(active));"
            }
        }
        let accounts = try Accounts(statements + "COMMIT;" + TemporaryDatabase.senderTable)
        for (index, test) in Self.cases.enumerated() { check(test, index, accounts) }
    }

    private func check(_ test: Case, _ index: Int, _ accounts: Accounts) {
        let told: [Truth: Told] = [.no: .no, .yes: .yes, .unsure: .temporaryFailure]
        func answer(_ map: PostfixMap, _ localpart: String = "u+x") -> PostfixAnswer? {
            accounts.postfix(map, "\(localpart)@d\(index)")
        }

        #expect(Told(answer(.virtualMailboxMaps)) == told[test.mail], "\(test)")
        #expect(answer(.localRecipientMaps) == .notFound && answer(.relayRecipientMaps) == .notFound, "\(test)")
        let aliases = answer(.virtualAliasMaps)
        #expect(Told(aliases) == told[test.isForwarded], "\(test)")
        if case .found(let target) = aliases { #expect(target == "t\(index)+x@live.example", "\(test)") }
        // The catchall takes what has no row, and nothing else.
        let rest = answer(.virtualAliasMaps, "nobody")
        #expect(Told(rest) == told[Truth(test.domain)], "\(test)")
        if case .found(let target) = rest { #expect(target == "other@live.example", "\(test)") }
        #expect(accounts.postfix(.virtualMailboxDomains, "d\(index)") == .found("domain"), "\(test)")
        #expect(answer(.transportMaps) == .notFound && answer(.checkRecipientAccess) == .notFound, "\(test)")
        if test.mapping == nil, test.domain != "0" {
            // A mailbox that Postfix accepts mail for is one that Dovecot delivers to.
            #expect((Told(answer(.virtualMailboxMaps)) == .yes) == accounts.delivery("u@d\(index)").isFound, "\(test)")
        }
        let isForwarded = test.mapping != nil && test.isForwarded == .yes
        let owners = Set((test.mailbox == nil ? [] : ["u@d\(index)"]) + (isForwarded ? ["t\(index)@live.example"] : []))
        switch answer(.senderLoginMaps) {
        case .found(let logins): #expect(Set(logins.split(separator: ",").map(String.init)) == owners, "\(test)")
        case .notFound: #expect(owners.isEmpty, "\(test)")
        case .temporaryFailure, nil:
            #expect([test.domain, test.address, test.mailbox, test.mapping, test.target].contains("NULL"), "\(test)")
        }
    }
}
