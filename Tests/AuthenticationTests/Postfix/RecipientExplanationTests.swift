import AccountStore
import Testing

@testable import Authentication

@Suite struct RecipientExplanationTests {
    /// Beside the mailbox `u@d.example`, number 1.
    private static let example = """
        INSERT INTO Domain (domNum, domName, domClass, active) VALUES
            (2, 'host.example', 1, 1), (3, 'relay.example', 2, 1), (4, 'alias.example', 3, 1), (5, 'foreign.example', 0, 1),
            (6, 'off.example', 842, 0), (7, 'bad.example', 42, 1);
        INSERT INTO Address (addNum, addLocalpart, addDomNum, active) VALUES
            (10, 'sales', 1, 1), (11, 'closed', 1, 0), (14, 'root', 2, 1), (15, 'r', 3, 1), (16, '', 4, 1), (17, 'f', 5, 1),
            (18, 'v', 6, 1), (19, 'x', 7, 1), (20, 'dead', 1, 1), (21, 'unsure', 1, NULL), (22, 'none', 1, 1);
        INSERT INTO VMailbox (vmNum) VALUES (11), (18), (21);
        INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (10, 1), (16, 1), (20, 11);
        """

    private func explanation(_ address: String, _ accounts: Accounts) -> RecipientExplanation? {
        var explanation: RecipientExplanation?
        accounts.directory.explainRecipient(address.utf8) { explanation = $0 }
        return explanation
    }

    @Test(
        arguments: [
            ("u@d.example", .accepted, "u@d.example"),
            ("U+x@D.example", .accepted, "u@d.example"), ("sales@d.example", .accepted, "sales@d.example"),
            ("closed@d.example", .rejected("Address.active is 0"), "closed@d.example"),
            ("v@off.example", .rejected("Domain.active is 0"), "v@off.example"),
            ("dead@d.example", .rejected("it is an alias, and none of its targets gets mail"), "dead@d.example"),
            ("none@d.example", .rejected("it has neither a mailbox nor a target"), "none@d.example"),
            ("nobody@d.example", .rejected("it has no Address row"), nil),
            ("nobody@alias.example", .accepted, "@alias.example"),
            ("root@host.example", .accepted, "root@host.example"),
            ("r@relay.example", .accepted, "r@relay.example"), ("f@foreign.example", .elsewhere, nil),
            ("a@nowhere.example", .elsewhere, nil),
            ("@d.example", .rejected("it is a catchall, which is no address"), nil),
        ] as [(String, RecipientExplanation.Verdict, String?)])
    func says(address: String, verdict: RecipientExplanation.Verdict, row: String?) throws {
        #expect(explanation(address, try Accounts(Self.example)) == RecipientExplanation(verdict: verdict, row: row))
    }

    @Test(arguments: ["unsure@d.example", "x@bad.example"]) func whatCannotBeToldIsDeferred(address: String) throws {
        guard case .deferred(.mailData)? = explanation(address, try Accounts(Self.example))?.verdict else {
            Issue.record("\(address) can be told")
            return
        }
    }

    @Test func aDatabaseThatIsGoneIsDeferred() throws {
        let accounts = try Accounts("DROP TABLE VAlias")
        guard case .deferred(.store)? = explanation("u@d.example", accounts)?.verdict else {
            Issue.record("it can be told")
            return
        }
    }

    /// The explanation and the maps say the same.
    @Test(arguments: ["1", "0", "-1", "NULL"]) func itAgreesWithTheMaps(active: String) throws {
        for table in ["Domain", "Address", "VMailbox", "VAlias"] {
            let accounts = try Accounts(Self.example + "UPDATE \(table) SET active = \(active);")
            for (address, map) in [
                ("u@d.example", PostfixMap.virtualMailboxMaps), ("sales@d.example", .virtualMailboxMaps),
                ("dead@d.example", .virtualMailboxMaps), ("root@host.example", .localRecipientMaps),
                ("r@relay.example", .relayRecipientMaps), ("nobody@d.example", .virtualMailboxMaps),
            ] {
                let answers = [map, .virtualAliasMaps].map { Told(accounts.postfix($0, address)) }
                let expected: Told =
                    answers.contains(.temporaryFailure) ? .temporaryFailure : answers.contains(.yes) ? .yes : .no
                let told: Told =
                    switch explanation(address, accounts)?.verdict {
                    case .accepted: .yes
                    case .rejected, .elsewhere: .no
                    case .deferred, nil: .temporaryFailure
                    }
                #expect(told == expected, "\(address), \(table).active \(active)")
            }
        }
    }
}
