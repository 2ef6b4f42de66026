import Foundation
import Testing

extension EndToEnd {
    /// Postfix's look-ups: one database's rows in SQLite and in PostgreSQL, every map, and the same replies.
    @Suite(.serialized) struct PostgresPostfixTests {
        /// Rows that both databases take. An address's number follows from its place.
        private static let sql = """
            INSERT INTO RClass VALUES (50, 'closed');
            INSERT INTO Transport (tpNum, active, tpTransport, tpNexthop, tpMx, tpPort) VALUES
                (1, 1, 'smtp', 'relay.example', 0, 587), (2, 0, 'smtp', 'off.example', 1, NULL),
                (3, 1, 'lmtp', NULL, 1, NULL);
            INSERT INTO Domain (domNum, domName, active, domClass, domTpNum, domRcNum) VALUES
                (1, 'mail.example', 1, 842, NULL, NULL), (2, 'off.example', 0, 842, NULL, NULL),
                (3, 'blocked.example', -1, 842, NULL, 50), (4, 'alias.example', 1, 3, NULL, NULL),
                (5, 'relay.example', 1, 2, 1, NULL), (6, 'local.example', 1, 1, 3, NULL),
                (7, 'foreign.example', 1, 0, NULL, NULL), (8, 'garbage.example', NULL, 842, 2, NULL),
                (9, 'system.example', 1, 499, NULL, NULL);
            INSERT INTO Address (addNum, addLocalpart, addDomNum, active, addTpNum, addRcNum) VALUES
                (1, 'user', 1, 1, NULL, NULL), (2, 'blocked', 1, -1, 1, NULL), (3, 'off', 1, 0, NULL, NULL),
                (4, 'garbage', 1, NULL, NULL, NULL), (5, 'closed', 1, 1, NULL, 50), (6, 'user+own', 1, 1, 2, NULL),
                (7, 'user', 2, 1, NULL, NULL), (8, 'user', 3, 1, NULL, NULL), (9, 'bare', 1, 1, NULL, NULL),
                (10, 'one', 4, 1, NULL, NULL), (11, 'many', 4, 1, NULL, NULL), (12, 'dead', 4, 1, NULL, NULL),
                (13, 'doubt', 4, 1, NULL, NULL), (14, 'loop', 4, 1, NULL, NULL), (15, 'back', 4, 1, NULL, NULL),
                (16, 'chain', 4, 1, NULL, NULL), (17, '', 4, 1, NULL, NULL), (18, 'far', 7, 1, NULL, NULL),
                (19, 'relayed', 5, 1, NULL, NULL), (20, 'root', 6, 1, NULL, NULL), (21, 'user', 8, 1, NULL, NULL),
                (22, 'user', 9, 1, NULL, NULL), (23, 'list', 6, 1, NULL, NULL), (24, 'both', 1, 1, NULL, NULL);
            INSERT INTO VMailbox (vmNum, active, vmPasswd) VALUES
                (1, 1, NULL), (2, 1, NULL), (3, 1, NULL), (4, 1, NULL), (5, 0, NULL), (6, 1, NULL), (7, 1, NULL),
                (8, 1, NULL), (21, 1, NULL), (22, 1, NULL), (24, 1, NULL);
            INSERT INTO VAlias (vaNum, vaTargetNum, active) VALUES
                (10, 1, 1), (11, 1, 1), (11, 2, 1), (11, 3, 1), (11, 8, 0), (11, 18, 1), (12, 3, 1), (12, 5, 1),
                (13, 4, 1), (13, 1, 1), (14, 15, 1), (15, 14, 1), (16, 10, 1), (16, 11, 1), (17, 1, 1), (24, 1, 1),
                (24, 24, 1);
            INSERT INTO Alias (aliasNum, aliasTarget, active) VALUES (20, '|/bin/true', 1), (23, '/dev/null', 0);
            INSERT INTO Sender (sndNum, sndAddress, active) VALUES
                (1, 'news@mail.example', 1), (2, 'news@mail.example', 0), (3, 'off@elsewhere.example', 1),
                (1, '@alias.example', 1), (4, 'doubt@elsewhere.example', 1);

            """

        /// The table of grants in SQLite, which `vmailadm schema upgrade` makes.
        private static let senderTable = """
            CREATE TABLE IF NOT EXISTS Sender (
                sndNum INTEGER NOT NULL REFERENCES Address (addNum), sndAddress TEXT NOT NULL, active INTEGER DEFAULT 1,
                PRIMARY KEY (sndAddress, sndNum));

            """

        private static let maps = [
            "mydestination", "relay_domains", "virtual_alias_domains", "virtual_mailbox_domains",
            "local_recipient_maps",
            "relay_recipient_maps", "virtual_mailbox_maps", "virtual_alias_maps", "transport_maps",
            "check_recipient_access", "smtpd_sender_login_maps",
        ]

        private static let keys =
            [
                "mail", "off", "blocked", "alias", "relay", "local", "foreign", "garbage", "system", "none",
            ].map { $0 + ".example" }
            + [
                "user", "blocked", "off", "garbage", "closed", "user+own", "user+other", "bare", "nobody", "both",
                "news",
                "USER",
            ].map { $0 + "@mail.example" }
            + ["one", "many", "dead", "doubt", "loop", "chain", "anybody", "", "one+x"].map { $0 + "@alias.example" }
            + [
                "user@off.example", "user@blocked.example", "nobody@blocked.example", "relayed@relay.example",
                "nobody@relay.example", "root@local.example", "list@local.example", "far@foreign.example",
                "user@garbage.example", "user@system.example", "off@elsewhere.example", "doubt@elsewhere.example",
                "x@none.example", "root", "@alias.example",
            ]

        /// The reply to each key of each map. What a failure says of the database is left out.
        private static func replies(_ socket: String) throws -> [String] {
            try eventually("Postfix's socket is there") { (try? Connection(socketPath: socket)) != nil }
            let client = try Connection(socketPath: socket)
            return try maps.flatMap { map in
                try keys.map { key in
                    let reply = try client.ask(map, key)
                    let text = reply.hasPrefix("TEMP") ? reply.replacing(#/database \S+: /#, with: "") : reply
                    return "\(map) \(key): \(text)"
                }
            }
        }

        /// The tables of PostgreSQL take NULL here, as those of SQLite do.
        private static func cluster() throws -> PostgresCluster {
            try PostgresCluster(
                ["Domain", "Address"].map { "ALTER TABLE \($0) ALTER active DROP NOT NULL;\n" }.joined() + sql)
        }

        @Test func bothDatabasesSayTheSame() throws {
            let lone = try LoneServer()
            defer { lone.remove() }
            try lone.accounts.execute(
                "DELETE FROM VMailbox; DELETE FROM Address; DELETE FROM Domain;" + Self.senderTable + Self.sql)
            try lone.configure("postfix_socket = \(lone.postfixSocket)\n")
            let server = try lone.startListening()
            defer { server.stop() }
            let expected = try Self.replies(lone.postfixSocket)
            // Each kind of reply is among them.
            for kind in [": OK ", ": NOTFOUND ", ": TEMP "] { #expect(expected.contains { $0.contains(kind) }) }

            let cluster = try Self.cluster()
            defer { cluster.remove() }
            let place = try PostgresServerPlace(cluster)
            defer { place.remove() }
            let postgresServer = try place.startListening()
            defer { postgresServer.stop() }
            for (answer, expected) in zip(try Self.replies(place.postfixSocket), expected) {
                #expect(answer == expected)
            }
        }

        /// A table of our own that is missing is a wrong schema, unless all of them are: then the tables were made by hand.
        @Test func withoutTheTableOfGrants() throws {
            let cluster = try Self.cluster()
            defer { cluster.remove() }
            let place = try PostgresServerPlace(cluster)
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            try eventually("Postfix's socket is there") { (try? Connection(socketPath: place.postfixSocket)) != nil }
            let client = try Connection(socketPath: place.postfixSocket)
            let map = "smtpd_sender_login_maps"
            #expect(try client.ask(map, "news@mail.example") == "OK user@mail.example")
            try cluster.execute("REVOKE SELECT ON Sender FROM vmail_reader")
            #expect(try client.ask(map, "news@mail.example").hasPrefix("TEMP "))
            try cluster.execute("DROP TABLE Sender")
            #expect(try client.ask(map, "news@mail.example").hasPrefix("TEMP "))
            try cluster.execute("DROP TABLE SchemaVersion")
            #expect(try client.ask(map, "news@mail.example") == "NOTFOUND ")
            #expect(try client.ask(map, "user@mail.example") == "OK user@mail.example")
            try cluster.execute("ALTER TABLE Address RENAME TO Aside")
            #expect(try client.ask(map, "news@mail.example").hasPrefix("TEMP "))
        }
    }
}
