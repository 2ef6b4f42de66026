import AccountDatabase
import SecretBytes
import Settings
import TestSupport
import Testing

@testable import Authentication

/// What may stand in an `active` column, as SQL, and the same as the policy reads it.
private let values: [(sql: String, value: ActiveValue)] = [
    ("1", .integer(1)), ("0", .integer(0)), ("-1", .integer(-1)), ("7", .integer(7)), ("NULL", .null),
    ("'x'", .notAnInteger),
]

/// A row of the table, chosen by nothing but the specification's words.
private struct Expected {
    var login = Permissions.Login.allowed
    var isFound = true

    init(domain: String, address: String, mailbox: String) {
        let all = [domain, address, mailbox]
        if all.contains("NULL") || all.contains("'x'") || address == "0" || mailbox == "0" {
            login = .denied
            isFound = false
        } else if all.contains("-1") {
            login = .denied
        }
    }
}

@Suite struct PolicyTests {
    static let combinations = values.flatMap { domain in
        values.flatMap { address in values.map { [domain.sql, address.sql, $0.sql] } }
    }

    /// Every combination of {Domain, Address, VMailbox}.active, in a real database, for login, delivery and listing.
    @Test(arguments: combinations) func everyCombinationOfActive(_ active: [String]) throws {
        let expected = Expected(domain: active[0], address: active[1], mailbox: active[2])
        let database = try TemporaryDatabase(
            """
            INSERT INTO Domain (domName, domClass, active) VALUES ('d.example', 842, \(active[0]));
            INSERT INTO Address (addLocalpart, addDomNum, active) VALUES ('u', 1, \(active[1]));
            INSERT INTO VMailbox (vmNum, vmPasswd, active) VALUES (1, '{PLAIN}secret', \(active[2]));
            """)
        var settings = Settings()
        settings.database = database.path
        var warnings: [DataWarning] = []
        var directory = AccountDirectory(settings: settings, waiting: .here) { warnings.append($0) }

        let login = directory.check("u@d.example".utf8, password: SecretBytes(copying: Array("secret".utf8)))
        let wrongPassword = directory.check("u@d.example".utf8, password: SecretBytes(copying: Array("Secret".utf8)))
        let delivery = directory.userdb("u@d.example".utf8)
        let listed = try directory.users(after: .min, limit: 10).names.map(\.description)

        switch expected.login {
        case .allowed:
            guard case .allowed(let account) = login else { Issue.record("login: \(login)"); return }
            #expect(account.home == "/home/vmail/d.example/u")
            #expect(wrongPassword == .denied(.wrongPassword))
        case .denied:
            guard case .denied(.state) = login else { Issue.record("login: \(login)"); return }
            #expect(login == wrongPassword)
        case .unknown:
            Issue.record("no combination of existing rows is unknown")
        }
        if expected.isFound {
            guard case .allowed(let account) = delivery else { Issue.record("delivery: \(delivery)"); return }
            #expect(account.uid == 842 && account.gid == 800 && account.mail == "maildir:~/Mail")
        } else {
            #expect(delivery == .unknown)
        }
        #expect(listed == (expected.isFound ? ["u@d.example"] : []))
        let isUndecided = active.contains("NULL") || active.contains("'x'")
        #expect(warnings.isEmpty != isUndecided)
    }

    @Test(arguments: values.map(\.sql)) func withoutAMailboxNobodyIsLetInOrFound(address: String) throws {
        let database = try TemporaryDatabase(
            """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 3);
            INSERT INTO Address (addLocalpart, addDomNum, active) VALUES ('u', 1, \(address));
            """)
        var settings = Settings()
        settings.database = database.path
        var directory = AccountDirectory(settings: settings, waiting: .here) { _ in }
        let login = directory.passdb("u@d.example".utf8)
        let isOn = address == "1" || address == "7"
        if isOn {
            #expect(login.verdict == .unknown)
        } else {
            guard case .denied = login.verdict else { Issue.record("login: \(login.verdict)"); return }
        }
        #expect(directory.userdb("u@d.example".utf8) == .unknown)
        #expect(try directory.users(after: .min, limit: 10).names.isEmpty)
    }

    /// The table itself, as DESIGN has it.
    @Test(arguments: [
        (AccountState.missing, Permissions(login: .unknown, delivery: .unknown), false),
        (.mailboxOff, Permissions(login: .denied, delivery: .unknown), false),
        (.addressOff, Permissions(login: .denied, delivery: .unknown), false),
        (.loginOff, Permissions(login: .denied, delivery: .found), true),
        (.domainOff, Permissions(login: .allowed, delivery: .found), true),
        (.undecided(.Address), Permissions(login: .denied, delivery: .unknown), false),
        (.catchall, Permissions(login: .denied, delivery: .unknown), false),
    ])
    func theTable(state: AccountState, permissions: Permissions, isListed: Bool) {
        #expect(Policy.permissions(in: [state]) == permissions)
        #expect(Policy.permissions(in: [state]).isListed == isListed)
    }

    @Test func noStateAtAllIsAnOrdinaryAccount() {
        #expect(Policy.permissions(in: []) == Permissions(login: .allowed, delivery: .found))
    }

    @Test func theMostRestrictiveWins() {
        #expect(Policy.permissions(in: [.loginOff, .domainOff]) == Permissions(login: .denied, delivery: .found))
        #expect(Policy.permissions(in: [.loginOff, .mailboxOff]) == Permissions(login: .denied, delivery: .unknown))
        #expect(Policy.permissions(in: [.missing, .loginOff]) == Permissions(login: .denied, delivery: .unknown))
        #expect(Policy.permissions(in: [.domainOff, .missing]) == Permissions(login: .unknown, delivery: .unknown))
    }
}
