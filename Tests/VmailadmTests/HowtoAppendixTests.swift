import Testing

/// The HOWTO's appendix F, start to end and in its order, on one untouched copy of its example.
@Suite struct HowtoAppendixTests {
    private struct Step {
        let heading: String
        let commands: [String]
        let sql: String
        let rows: [String]
    }

    private static func active(_ table: String, _ name: String) -> String {
        """
        SELECT \(table).active FROM Address JOIN Domain ON domNum = addDomNum LEFT JOIN VMailbox ON vmNum = addNum
        WHERE addLocalpart || '@' || domName = '\(name)'
        """
    }

    private static let steps = [
        Step(
            heading: "add a new local address", commands: ["address add new-system-user@myhostname.example.com"],
            sql: active("Address", "new-system-user@myhostname.example.com"), rows: ["1"]),
        Step(
            heading: "add a new relay address", commands: ["address add new-relay-addr@relay.example"],
            sql: active("Address", "new-relay-addr@relay.example"), rows: ["1"]),
        Step(
            heading: "add a new virtual alias address",
            commands: ["alias add new-alias@alias.example your-target@your.target.example new-system-user"],
            sql: """
                SELECT t.addLocalpart FROM VAlias JOIN Address a ON a.addNum = vaNum JOIN Address t ON t.addNum = vaTargetNum
                WHERE a.addLocalpart = 'new-alias' ORDER BY 1
                """, rows: ["new-system-user", "your-target"]),
        Step(
            heading: "add a new virtual mailbox address",
            commands: ["mailbox add new-vmail@vmail.example --hash {PLAIN}whatAcoolPassword"],
            sql:
                "SELECT vmPasswd, VMailbox.active FROM VMailbox JOIN Address ON addNum = vmNum WHERE addLocalpart = 'new-vmail'",
            rows: ["{PLAIN}whatAcoolPassword|1"]),
        Step(
            heading: "disable any address", commands: ["address restrict victim@domain.example 50"],
            sql: "SELECT addRcNum FROM Address WHERE addNum = 14", rows: ["50"]),
        Step(
            heading: "disable an existing local address: leave it alone in Address",
            commands: ["alias disable victim --as-target", "local-alias disable victim"],
            sql: "SELECT VAlias.active, Alias.active FROM VAlias, Alias WHERE vaNum = 4 AND aliasNum = 4", rows: ["0|0"]
        ),
        Step(
            heading: "disable an existing local address: remove those records",
            commands: ["address remove victim --cascade"],
            sql: "SELECT (SELECT count(*) FROM Address WHERE addNum = 4), (SELECT count(*) FROM Alias)", rows: ["0|0"]),
        Step(
            heading: "disable an existing relay address", commands: ["address disable relay-killed@relay.example"],
            sql: active("Address", "relay-killed@relay.example"), rows: ["0"]),
        Step(
            heading: "disable an existing relay address: remove it",
            commands: ["address remove relay-killed@relay.example"],
            sql: active("Address", "relay-killed@relay.example"), rows: []),
        Step(
            heading: "disable an existing virtual alias address",
            commands: ["alias disable new-alias@alias.example", "alias remove new-alias@alias.example"],
            sql: active("Address", "new-alias@alias.example"), rows: []),
        Step(
            heading: "disable an existing virtual mailbox address",
            commands: ["mailbox disable vmail-killed@vmail.example"],
            sql: active("VMailbox", "vmail-killed@vmail.example"), rows: ["0"]),
        Step(
            heading: "disable an existing virtual mailbox address: delete it",
            commands: ["mailbox remove vmail-killed@vmail.example"],
            sql:
                "SELECT (SELECT count(*) FROM VMailbox WHERE vmNum = 13), (SELECT count(*) FROM Address WHERE addNum = 13)",
            rows: ["0|0"]),
        Step(
            heading: "add a new local domain",
            commands: [
                "domain add new.local.example --local --system-user 1007 --restriction-class 20",
                "address add new-user@new.local.example --transport 7 --restriction-class 10",
            ],
            sql: """
                SELECT domClass, domSysUser, domRcNum, addLocalpart, addTpNum, addRcNum FROM Address
                JOIN Domain ON domNum = addDomNum WHERE domName = 'new.local.example'
                """, rows: ["1|1007|20|new-user|7|10"]),
        Step(
            heading: "add a relay domain",
            commands: [
                "transport add mx.relay.example",
                "domain add new.relay.example --relay --transport mx.relay.example --restriction-class 20 --with-role-addresses",
            ],
            sql: """
                SELECT domClass, tpNexthop, domRcNum, addLocalpart FROM Domain JOIN Transport ON tpNum = domTpNum
                JOIN Address ON addDomNum = domNum WHERE domName = 'new.relay.example' ORDER BY addLocalpart
                """, rows: ["2|mx.relay.example|20|abuse", "2|mx.relay.example|20|postmaster"]),
        Step(
            heading: "add a virtual alias domain",
            commands: [
                "domain add new.alias.example --alias --restriction-class 20 --with-role-addresses",
                "alias add postmaster@new.alias.example your-target@your.target.example",
                "alias add abuse@new.alias.example your-target@your.target.example",
            ],
            sql: """
                SELECT domClass, domRcNum, addLocalpart, vaTargetNum FROM Domain JOIN Address ON addDomNum = domNum
                JOIN VAlias ON vaNum = addNum WHERE domName = 'new.alias.example' ORDER BY addLocalpart
                """, rows: ["3|20|abuse|17", "3|20|postmaster|17"]),
        Step(
            heading: "add a virtual mailbox domain",
            commands: [
                "domain add new.vmail.example --mailbox --uid 842 --system-user 1007 --restriction-class 20 --with-role-addresses root",
                "mailbox add new-vmail-user@new.vmail.example --hash {PLAIN}whatAcoolPassword",
            ],
            sql: """
                SELECT domClass, domSysUser, domRcNum, addLocalpart, vmPasswd, vaTargetNum FROM Domain
                JOIN Address ON addDomNum = domNum LEFT JOIN VMailbox ON vmNum = addNum LEFT JOIN VAlias ON vaNum = addNum
                WHERE domName = 'new.vmail.example' ORDER BY addLocalpart
                """,
            rows: [
                "842|1007|20|abuse|NULL|1", "842|1007|20|new-vmail-user|{PLAIN}whatAcoolPassword|NULL",
                "842|1007|20|postmaster|NULL|1",
            ]),
        Step(
            heading: "delete any hosted domain", commands: ["domain disable killed.example"],
            sql: "SELECT active FROM Domain WHERE domName = 'killed.example'", rows: ["0"]),
        Step(
            heading: "delete a local or relay or virtual alias domain",
            commands: ["domain remove killed.example", "domain remove new.relay.example --cascade"],
            sql: "SELECT count(*) FROM Domain WHERE domName IN ('killed.example', 'new.relay.example')", rows: ["0"]),
        Step(
            heading: "delete a virtual mailbox domain: the credentials",
            commands: ["domain disable vmail.example --with-logins"],
            sql: """
                SELECT Domain.active, VMailbox.active FROM Domain JOIN Address ON addDomNum = domNum
                JOIN VMailbox ON vmNum = addNum WHERE domName = 'vmail.example'
                """, rows: ["0|0"]),
        Step(
            heading: "delete a virtual mailbox domain", commands: ["domain remove vmail.example --cascade"],
            sql: "SELECT count(*) FROM Domain WHERE domName = 'vmail.example'", rows: ["0"]),
        Step(
            heading: "add a restriction class",
            commands: [
                "restriction-class add 35 yourclass", "domain restrict changed.example 35",
                "address restrict changed@domain.example 35",
            ],
            sql: """
                SELECT rcName, domName, addLocalpart FROM RClass JOIN Domain ON domRcNum = rcNum
                JOIN Address ON addRcNum = rcNum
                """, rows: ["yourclass|changed.example|changed"]),
        Step(
            heading: "do a catchall address",
            commands: ["catchall add catchall.example your-target@your.target.example --yes"],
            sql: """
                SELECT domName, vaTargetNum FROM Address JOIN Domain ON domNum = addDomNum JOIN VAlias ON vaNum = addNum
                WHERE addLocalpart = ''
                """, rows: ["catchall.example|17"]),
        Step(
            heading: "temporarily disable an account from logging in",
            commands: ["login disable compromised@domain.example", "login disable compromised"],
            sql: "SELECT addNum, active FROM Address WHERE addLocalpart = 'compromised'", rows: ["5|-1", "16|-1"]),
    ]

    @Test func theWholeAppendixWorks() throws {
        let database = try TestDatabase(example: true)
        for step in Self.steps {
            for command in step.commands {
                let run = try database.vmailadm(command)
                #expect(run.status == 0, "\(step.heading): \(command): \(run.errors)")
            }
            #expect(try database.rows(step.sql) == step.rows, "\(step.heading)")
            #expect(try database.rows("PRAGMA foreign_key_check") == [], "\(step.heading)")
        }
        #expect(try database.rows("PRAGMA integrity_check") == ["ok"])
    }
}
