import Foundation
import Testing

extension EndToEnd {
    /// What `schema-postgresql.sql` refuses, and what its roles may do.
    @Suite(.serialized) struct PostgresSchemaTests {
        /// Statements by role, with the SQLSTATE that they end with; nil if they are allowed.
        private static let statements: [(role: String, sql: String, state: String?)] = [
            ("postgres", "INSERT INTO Domain (domName, domClass) VALUES ('b.example', 4294967294)", nil),
            ("postgres", "INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842)", "23505"),
            ("postgres", "INSERT INTO Domain (domName, domClass) VALUES ('C.example', 842)", "23514"),
            ("postgres", "INSERT INTO Domain (domName, domClass) VALUES ('c.example', -1)", "23514"),
            ("postgres", "INSERT INTO Domain (domName, domClass) VALUES ('c.example', 4294967295)", "23514"),
            ("postgres", "INSERT INTO Domain (domName) VALUES ('c.example')", "23502"),
            ("postgres", "UPDATE Domain SET active = NULL", "23502"),
            ("postgres", "UPDATE Address SET active = 'x'", "22P02"),
            ("postgres", "INSERT INTO Address (addLocalpart, addDomNum) VALUES ('U', 1)", "23514"),
            ("postgres", "INSERT INTO Address (addLocalpart, addDomNum) VALUES ('v', 99)", "23503"),
            ("postgres", "INSERT INTO VMailbox (vmNum) VALUES (99)", "23503"),
            ("postgres", "INSERT INTO RClass VALUES (100, 'x')", "23514"),
            ("postgres", "INSERT INTO Alias (aliasNum, aliasTarget) VALUES (1, '|x'), (1, '|x')", "23505"),
            ("postgres", "DELETE FROM Address", "23503"),
            ("vmail_dictd", "SELECT vmPasswd FROM VMailbox", nil),
            ("vmail_dictd", "SELECT aliasNum, active FROM Alias", nil),
            ("vmail_dictd", "SELECT aliasTarget FROM Alias", "42501"),
            ("vmail_dictd", "UPDATE Address SET active = 1", "42501"),
            ("vmail_dictd", "INSERT INTO VAlias VALUES (1, 2)", "42501"),
            ("writer", "UPDATE Address SET active = 1", nil),
            ("writer", "INSERT INTO Address (addLocalpart, addDomNum) VALUES ('w', 1)", nil),
            ("writer", "INSERT INTO Sender (sndNum, sndAddress) VALUES (1, 'x@b.example')", nil),
            ("writer", "UPDATE SchemaVersion SET svVersion = 2", "42501"),
            ("writer", "DROP TABLE Alias", "42501"),
        ]

        @Test func whatIsRefused() throws {
            let cluster = try PostgresCluster(PostgresServerPlace.accounts)
            defer { cluster.remove() }
            try cluster.execute("CREATE ROLE writer LOGIN IN ROLE vmail_writer")
            for (role, sql, state) in Self.statements {
                let ended = try cluster.execute(
                    """
                    SET SESSION AUTHORIZATION \(role);
                    \\set ON_ERROR_STOP 0
                    \(sql) \\g /dev/null
                    \\echo :LAST_ERROR_SQLSTATE
                    """)
                #expect(ended == "\(state ?? "00000")\n", "\(role): \(sql)")
            }
        }

        /// Roles are the cluster's: a second database finds them.
        @Test func aSecondDatabaseCanHaveTheTables() throws {
            let cluster = try PostgresCluster()
            defer { cluster.remove() }
            try cluster.execute("CREATE DATABASE second TEMPLATE template0", database: "postgres")
            let schema = try text(ofFile: "\(Repository.root)/dovecot/schema-postgresql.sql")
            try cluster.execute(schema, database: "second")
            #expect(try cluster.execute("SELECT svVersion FROM SchemaVersion", database: "second") == "1\n")
        }
    }
}
