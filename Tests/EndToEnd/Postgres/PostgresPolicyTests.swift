import Foundation
import Testing

/// An account with these values of `active`; nil is no row.
private struct Combination: CustomStringConvertible {
    let domain: String
    let address: String?
    let mailbox: String?

    var description: String { "domain \(domain) address \(address ?? "none") mailbox \(mailbox ?? "none")" }

    static let all: [Combination] = {
        let values = ["-1", "0", "1", "7", "-2", "NULL"]
        var all: [Combination] = []
        for domain in values {
            all.append(Combination(domain: domain, address: nil, mailbox: nil))
            for address in values {
                all.append(Combination(domain: domain, address: address, mailbox: nil))
                for mailbox in values {
                    all.append(Combination(domain: domain, address: address, mailbox: mailbox))
                }
            }
        }
        return all
    }()

    /// The account's row in each table; the domain's name has the number.
    func sql(_ number: Int) -> String {
        var sql = "INSERT INTO Domain (domName, active, domClass) VALUES ('d\(number).example', \(domain), 842);\n"
        guard let address else { return sql }
        sql += """
            INSERT INTO Address (addNum, addLocalpart, addDomNum, active)
                SELECT \(number), 'u', domNum, \(address) FROM Domain WHERE domName = 'd\(number).example';

            """
        guard let mailbox else { return sql }
        return sql
            + "INSERT INTO VMailbox (vmNum, active, vmPasswd) VALUES (\(number), \(mailbox), '{PLAIN}hunter2');\n"
    }

    // MARK: The table of DESIGN, with the first letter of each reply

    private var hasRows: Bool { mailbox != nil }
    private var isOff: Bool { address == "0" || mailbox == "0" }
    private var isBlocked: Bool { [domain, address, mailbox].contains("-1") }
    private var isGarbage: Bool { [domain, address, mailbox].contains("NULL") }

    var userdb: String { !hasRows || isOff ? "N" : isGarbage ? "F" : "O" }
    var isListed: Bool { userdb == "O" }
    var deny: String { isBlocked ? "O" : "N" }
    /// `D`: refused. A no decides, and denied before unknown.
    var passdb: String {
        if isOff || isBlocked { return "D" }
        guard hasRows else { return "N" }
        return isGarbage ? "F" : "O"
    }
}

extension EndToEnd {
    /// The policy by Dovecot's dict protocol: one description, one expectation, both databases.
    @Suite(.serialized) struct PostgresPolicyTests {
        private static let sql = Combination.all.enumerated().map { $1.sql($0 + 1) }.joined()

        private static func expectTheTable(_ socket: String) throws {
            let connections = try ["userdb", "passdb", "deny"].map {
                ($0, try Connection(socketPath: socket, dict: $0))
            }
            for (number, combination) in Combination.all.enumerated() {
                for (dict, connection) in connections {
                    let reply = try connection.lookUp(dict, "u@d\(number + 1).example")
                    let answer = reply.contains(#""fail":"y""#) ? "D" : String(reply.prefix(1))
                    let expected =
                        switch dict {
                        case "userdb": combination.userdb
                        case "deny": combination.deny
                        default: combination.passdb
                        }
                    #expect(answer == expected, "\(dict) \(combination): \(reply)")
                }
            }
            let list = try Connection(socketPath: socket, dict: "userdb")
            try list.send("I0\t0\tshared/userdb/\tx\n")
            var names: [String] = []
            while case let line = try list.line(), !line.isEmpty { names.append(line) }
            let listed = Combination.all.enumerated().filter { $1.isListed }.map { number, _ in
                "Oshared/userdb/u@d\(number + 1).example\t"
            }
            #expect(names == listed)
        }

        @Test func inSQLite() throws {
            let lone = try LoneServer()
            defer { lone.remove() }
            try lone.accounts.execute("DELETE FROM VMailbox; DELETE FROM Address; DELETE FROM Domain;" + Self.sql)
            let server = try lone.startListening()
            defer { server.stop() }
            try Self.expectTheTable(lone.socket)
        }

        /// Tables of the administrator's own may take NULL.
        @Test func inPostgreSQL() throws {
            let tables = ["Domain", "Address", "VMailbox"]
            let cluster = try PostgresCluster(
                tables.map { "ALTER TABLE \($0) ALTER active DROP NOT NULL;\n" }.joined() + Self.sql)
            defer { cluster.remove() }
            let place = try PostgresServerPlace(cluster)
            defer { place.remove() }
            let server = try place.startListening()
            defer { server.stop() }
            try Self.expectTheTable(place.socket)
        }
    }
}
