import Foundation
import Testing

@Suite struct CheckTests {
    /// Nothing is wrong with it: a mailbox, an alias, and who reads mail about the domain.
    private static let clean = """
        INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 842), (2, 'localhost.example', 1);
        INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES
            (1, 'a', 1), (2, 'postmaster', 1), (3, 'abuse', 1), (4, '', 1);
        INSERT INTO VMailbox (vmNum, vmPasswd) VALUES
            (1, '{SHA512-CRYPT}$6$rounds=1000$saltsalt$\(String(repeating: "x", count: 86))');
        INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (2, 1), (3, 1);

        """

    /// The findings, without those on permissions: what they are depends on the users of the machine.
    private func findings(_ statements: String) throws -> [String] {
        let database = try TestDatabase(Self.clean + "PRAGMA foreign_keys = OFF;" + statements)
        let lines = try database.vmailadm("check").lines
        return lines.filter { !$0.hasPrefix("permissions") }.map {
            $0.replacingOccurrences(of: database.socket, with: "SOCKET")
        }
    }

    @Test func whereAllIsWellItSaysSo() throws {
        #expect(
            try findings("").joined(separator: "\n") == """
                topic         state  finding
                schema        ok     version 1
                integrity     ok     SQLite finds no damage
                journal       ok     mode delete
                socket        ok     no server has made SOCKET
                types         ok     every column has values of its type
                orphans       ok     every reference leads to a row
                names         ok     every name can be matched
                classes       ok     every domain has a class that fits what is in it
                aliases       ok     2 aliases, and every target gets mail
                senders       ok     0 grants to send as another address
                restrictions  ok     there are no restriction classes
                passwords     ok     1 {SHA512-CRYPT} password
                logins        ok     no account is blocked
                roles         ok     every domain has postmaster and abuse
                """)
    }

    @Test(arguments: [
        ("DROP TABLE Alias", "schema", "there is no table Alias"),
        ("ALTER TABLE Domain RENAME COLUMN domSysUser TO sysUser", "schema", "table Domain has no column domSysUser"),
        (
            "CREATE TABLE D AS SELECT * FROM Domain; DROP TABLE Domain; ALTER TABLE D RENAME TO Domain", "schema",
            "table Domain is not UNIQUE (domName)"
        ),
        (
            "UPDATE Address SET active = 'yes' WHERE addNum > 1", "types",
            "Address.active: 3 rows, the first of them 2, has a value of type text"
        ),
        ("UPDATE VMailbox SET active = NULL", "types", "VMailbox.active: row 1 has NULL"),
        ("UPDATE VMailbox SET vmPasswd = x'00'", "types", "VMailbox.vmPasswd: row 1 has a value of type blob"),
        ("INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (1, 99)", "orphans", "vaTargetNum 99 is not in Address"),
        ("DELETE FROM Domain WHERE domNum = 1", "orphans", "Address row 1: addDomNum 1 is not in Domain"),
        ("UPDATE Address SET addRcNum = 20 WHERE addNum = 1", "orphans", "Address row 1: addRcNum 20 is not in RClass"),
        (
            "UPDATE Address SET addLocalpart = 'Anna' WHERE addNum = 1", "names",
            "Address.addNum 1: Anna has upper-case letters"
        ),
        ("UPDATE Address SET addLocalpart = 'a/b' WHERE addNum = 1", "names", "Address.addNum 1: a/b contains a /"),
        (
            "UPDATE Domain SET domName = 'V.example' WHERE domNum = 1", "names",
            "Domain.domNum 1: V.example has upper-case letters"
        ),
        (
            "UPDATE Domain SET domClass = 3 WHERE domNum = 1", "classes",
            "domain v.example: has mailboxes, but domClass 3"
        ),
        (
            "UPDATE Domain SET domClass = 42 WHERE domNum = 2", "classes",
            "domain localhost.example: domClass 42 is neither 0 (foreign), 1"
        ),
        (
            "INSERT INTO VAlias (vaNum, vaTargetNum) VALUES (3, 2); UPDATE VAlias SET vaTargetNum = 3 WHERE vaNum = 2",
            "aliases",
            "a loop, in which mail is never delivered: postmaster@v.example to abuse@v.example to postmaster@v.example"
        ),
        (
            "UPDATE VMailbox SET active = 0", "aliases",
            "alias abuse@v.example: no mail reaches a@v.example (VMailbox.active is 0), so its mail is rejected"
        ),
        (
            "UPDATE VAlias SET active = NULL WHERE vaNum = 2", "aliases",
            "mail is deferred: postmaster@v.example: VAlias.active is not an integer"
        ),
        (
            "INSERT INTO Sender VALUES (1, 'B@v.example', 1)", "senders",
            "Sender row 1 as B@v.example: has upper-case letters"
        ),
        ("INSERT INTO RClass VALUES (35, 'a b')", "restrictions", "restriction class 35: main.cf cannot have the name"),
        ("UPDATE VMailbox SET vmPasswd = '{PLAIN}x'", "passwords", "1 {PLAIN} password, stored in clear"),
        (
            "UPDATE VMailbox SET vmPasswd = '{SHA1}C5wmJdwh7wX2rU3fR8XyA4N6oyw='", "passwords",
            "1 {SHA1} password, a weak scheme"
        ),
        ("UPDATE VMailbox SET vmPasswd = NULL", "passwords", "a@v.example: its logins fail: no password is stored"),
        ("DELETE FROM VAlias; DELETE FROM Address WHERE addNum = 3", "roles", "domain v.example: has no address abuse"),
    ])
    func findsWhatIsWrong(statements: String, topic: String, problem: String) throws {
        let wrong = try findings(statements).filter { $0.contains(" wrong ") }
        #expect(wrong.contains { $0.hasPrefix("\(topic) ") && $0.contains(problem) }, "\(wrong)")
    }

    @Test func theFirstTwentyOfATopicAreShownAndJSONHasAll() throws {
        let database = try TestDatabase(
            Self.clean
                + (1...30).map { "INSERT INTO Domain (domName, domClass) VALUES ('d\($0).example', 842);" }.joined())
        let lines = try database.vmailadm("check").lines.filter { $0.hasPrefix("roles") }
        #expect(lines.count == 21)
        #expect(lines.last?.hasSuffix("and 10 more; --json has them all") == true)
        let json = try database.vmailadm("check --json").output
        #expect(json.components(separatedBy: "has neither postmaster nor abuse").count == 31)
    }

    @Test func whoMayNotReadItIsNamed() throws {
        let database = try TestDatabase(Self.clean)
        func permissions() throws -> String {
            try database.vmailadm("check --reader nobody").lines.filter {
                $0.hasPrefix("permissions") && $0.contains("nobody")
            }
            .joined(separator: "\n")
        }
        chmod(database.folder.root, 0o700)
        #expect(try permissions().contains("nobody may not enter the directory "))
        chmod(database.folder.root, 0o755)
        #expect(try permissions().contains("nobody may not read \(database.path)"))
        chmod(database.path, 0o644)
        let run = try database.vmailadm("check --reader nobody")
        #expect(run.output.contains("everybody may read the password hashes"))
        #expect(run.status == 1)
        #expect(try database.vmailadm("check --reader nosuchuser").status == 64)
    }

    @Test func aWALWantsAWritableDirectory() throws {
        let database = try TestDatabase(Self.clean + "PRAGMA journal_mode = wal;")
        let run = try database.vmailadm("check --reader nobody")
        #expect(run.output.contains("mode wal, and nobody may not make \(database.path)-shm"))
    }

    @Test func whatIsNoDatabaseIs65() throws {
        let database = try TestDatabase()
        try database.folder.write(String(repeating: "this is no database ", count: 100), to: "mail.sqlite")
        #expect(try database.vmailadm("check").status == 65)
    }
}
