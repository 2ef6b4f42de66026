import Testing

/// A key of one of Postfix's tables, and what it has.
struct MapCase: Sendable, CustomTestStringConvertible {
    let map: String
    let key: String
    let answer: Answer

    enum Answer: Equatable, Sendable {
        /// Any text: the table is a list.
        case listed
        case value(String)
        case absent
        /// Postfix defers the mail.
        case unavailable
    }

    init(_ map: String, _ key: String, _ answer: Answer) {
        (self.map, self.key, self.answer) = (map, key, answer)
    }

    var testDescription: String { "\(map) \(key)" }

    static let sql = """
        INSERT INTO Transport (tpNum, active, tpTransport, tpNexthop, tpMx, tpPort) VALUES
            (1, 1, 'smtp', 'mx.example', 1, NULL), (2, 1, 'smtp', 'host.example', 0, 26), (3, 1, NULL, 'mx.example', 1, NULL),
            (4, 1, 'discard', NULL, 1, NULL), (5, 0, 'smtp', 'off.example', 1, NULL), (6, NULL, 'smtp', 'x.example', 1, NULL),
            (7, -1, 'smtp', 'minus.example', 1, NULL);
        INSERT INTO Domain (domName, domClass, domTpNum) VALUES
            ('routed.example', 2, 1), ('nowhere.example', 2, 5), ('broken.example', 2, 6);
        INSERT INTO Address (addLocalpart, addDomNum, addTpNum) SELECT localpart, domNum, number FROM Domain,
            (SELECT 'host' AS localpart, 2 AS number UNION SELECT 'class', 3 UNION SELECT 'none', 4 UNION SELECT 'off', 5
             UNION SELECT 'broken', 6 UNION SELECT 'minus', 7 UNION SELECT 'plain', NULL)
            WHERE domName = 'routed.example';

        """

    static let all = [
        MapCase("mydestination", "local.example", .listed),
        MapCase("mydestination", "local-domain-0.example", .listed),
        MapCase("mydestination", "active.example", .absent),
        MapCase("mydestination", "no-domain.example", .absent),
        MapCase("relay_domains", "relay.example", .listed),
        MapCase("relay_domains", "RELAY.example", .listed),
        MapCase("relay_domains", "sub.relay.example", .absent),
        MapCase("virtual_alias_domains", "alias.example", .listed),
        MapCase("virtual_alias_domains", "alias-domain-0.example", .listed),
        MapCase("virtual_alias_domains", "active.example", .absent),
        MapCase("virtual_mailbox_domains", "active.example", .listed),
        MapCase("virtual_mailbox_domains", "domain-null.example", .listed),
        MapCase("virtual_mailbox_domains", "foreign.example", .absent),
        MapCase("local_recipient_maps", "user@local.example", .listed),
        MapCase("local_recipient_maps", "user@local-alias-0.example", .absent),
        MapCase("local_recipient_maps", "user@local-null.example", .unavailable),
        MapCase("relay_recipient_maps", "user@relay.example", .listed),
        MapCase("relay_recipient_maps", "anybody@relay-catchall.example", .listed),
        MapCase("relay_recipient_maps", "user@relay-0.example", .absent),
        MapCase("virtual_mailbox_maps", "user@active.example", .listed),
        MapCase("virtual_mailbox_maps", "user+x@active.example", .listed),
        MapCase("virtual_mailbox_maps", "user@mailbox-0.example", .absent),
        MapCase("virtual_mailbox_maps", "user@mailbox-x.example", .unavailable),
        MapCase("virtual_alias_maps", "user@alias.example", .value("live@targets.example")),
        MapCase("virtual_alias_maps", "user@alias-of-one-that-is-off.example", .value("live@targets.example")),
        MapCase("virtual_alias_maps", "anybody@catchall.example", .value("live@targets.example")),
        MapCase("virtual_alias_maps", "user@alias-loop.example", .absent),
        MapCase("virtual_alias_maps", "user@alias-of-garbage.example", .unavailable),
        MapCase("virtual_alias_maps", "@catchall.example", .absent),
        MapCase("transport_maps", "*", .absent),
        MapCase("transport_maps", "routed.example", .value("smtp:mx.example")),
        MapCase("transport_maps", "nobody@routed.example", .value("smtp:mx.example")),
        MapCase("transport_maps", "plain@routed.example", .value("smtp:mx.example")),
        MapCase("transport_maps", "off@routed.example", .value("smtp:mx.example")),
        MapCase("transport_maps", "host@routed.example", .value("smtp:[host.example]:26")),
        MapCase("transport_maps", "class@routed.example", .value(":mx.example")),
        MapCase("transport_maps", "none@routed.example", .value("discard:")),
        MapCase("transport_maps", "minus@routed.example", .value("smtp:minus.example")),
        MapCase("transport_maps", "broken@routed.example", .unavailable),
        MapCase("transport_maps", "nowhere.example", .absent),
        MapCase("transport_maps", "broken.example", .unavailable),
        MapCase("check_recipient_access", "user@closed.example", .value("RC50-closed")),
        MapCase("check_recipient_access", "anybody@closed-catchall.example", .value("RC50-closed")),
        MapCase("check_recipient_access", "user@active.example", .absent),
        MapCase("smtpd_sender_login_maps", "user@active.example", .value("user@active.example")),
        MapCase("smtpd_sender_login_maps", "user@alias.example", .value("live@targets.example")),
        MapCase("smtpd_sender_login_maps", "nobody@no-domain.example", .absent),
    ]
}

extension EndToEnd.PostfixTests {
    /// Each table that main.cf names, by `postmap -q`.
    @Suite struct MapTests {
        @Test(arguments: MapCase.all)
        func lookUp(_ question: MapCase) throws {
            let run = try MailServer.running().postfix.postmap(question.map, question.key)
            switch question.answer {
            case .listed: #expect(run.status == 0 && run.lines.count == 1, "\(run)")
            case .value(let value): #expect(run.status == 0 && run.lines == [value], "\(run)")
            case .absent: #expect(run.status == 1 && run.output.isEmpty && run.errors.isEmpty, "\(run)")
            case .unavailable: #expect(run.status == 1 && run.errors.contains("temporary error"), "\(run)")
            }
        }

        @Test func everyTableOfMainCFIsAsked() throws {
            let configuration = try text(ofFile: "\(PostfixInstance.samples)/main.cf")
            let named = configuration.matches(of: /\$vmail:(\w+)/).map { String($0.1) }
            #expect(named.count == 11)
            #expect(Set(named) == Set(MapCase.all.map(\.map)))
        }

        @Test func manyKeysOnOneConnection() throws {
            let keys = (1...200).flatMap { number in
                ["user+\(number)@active.example", "nobody\(number)@active.example"]
            }
            let run = try MailServer.running().postfix.postmap(
                "virtual_mailbox_maps", "-", input: keys.map { $0 + "\n" }.joined())
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.lines.map { $0.prefix { $0 != "\t" } } == keys.filter { $0.hasPrefix("user") }.map { $0[...] })
        }

        /// What `vmailadm restriction-class main-cf` prints can be pasted as it is.
        @Test func theBlockOfRestrictionClassesDefinesEachClass() throws {
            let server = try MailServer.running()
            #expect(try server.recipient("user@undefined.example") == .undefinedClass)
            let configuration = "\(server.deployment.place.outside)/vmail-auth.conf"
            let block = try DebianRoot.succeed([
                "\(Repository.programs)/vmailadm", "--config", configuration, "restriction-class", "main-cf",
                "--postconf", server.postfix.postconf,
            ]).output
            try server.postfix.with(mainCF: block) { () throws in
                // The reload is under way when the command has ended.
                try eventually("the block is in use") { try server.recipient("user@undefined.example") == .accepted }
                #expect(try server.recipient("user@closed.example") == .closed)
            }
            try eventually("the block is gone") {
                try server.recipient("user@undefined.example") == .undefinedClass
            }
        }

        @Test func anUnknownTableDefersTheMail() throws {
            let run = try MailServer.running().postfix.postmap("virtual_mailboxes", "user@active.example")
            #expect(run.status == 1 && run.output.isEmpty && run.errors.contains("permanent error"), "\(run)")
        }
    }
}
