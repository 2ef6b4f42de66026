import AccountStore
import SQLiteAccountStore
import Settings
import TestSupport
import Testing

@testable import Authentication

/// What may stand in an `active` column, as SQL.
private let values = ["1", "0", "-1", "7", "NULL", "'x'", "0.5"]

/// The answers that the specification's words ask for.
private struct Expected {
    enum Answer { case yes, no, temporaryFailure }
    let login: Answer
    let delivery: Answer

    init(domain: String, address: String, mailbox: String) {
        let all = [domain, address, mailbox]
        let isOff = address == "0" || mailbox == "0"
        let isInvalid = !all.allSatisfy { Int($0) != nil }
        delivery = isOff ? .no : isInvalid ? .temporaryFailure : .yes
        login = isOff || all.contains("-1") ? .no : isInvalid ? .temporaryFailure : .yes
    }
}

@Suite struct PolicyTests {
    static let combinations = values.flatMap { domain in
        values.flatMap { address in values.map { [domain, address, $0] } }
    }

    /// Every combination of {Domain, Address, VMailbox}.active, in a real database, for login, delivery and listing.
    @Test(arguments: combinations) func everyCombinationOfActive(_ active: [String]) throws {
        let expected = Expected(domain: active[0], address: active[1], mailbox: active[2])
        let accounts = try Accounts(
            """
            UPDATE Domain SET active = \(active[0]);
            UPDATE Address SET active = \(active[1]);
            UPDATE VMailbox SET active = \(active[2]);
            """)
        switch (expected.login, accounts.login(), accounts.login("u@d.example", "wrong")) {
        case (.yes, .allowed(let account), .denied(.wrongPassword)): #expect(account.home == "/home/vmail/d.example/u")
        case (.no, .denied(.states(let first)), .denied(.states(let second))): #expect(first == second)
        case (.temporaryFailure, .temporaryFailure(.invalidActive), .temporaryFailure(.invalidActive)): break
        case (_, let login, let wrong): Issue.record("login: \(login), with a wrong password: \(wrong)")
        }
        switch (expected.delivery, accounts.delivery()) {
        case (.yes, .found(let account)):
            #expect(account.uid == 842 && account.gid == 800 && account.mail == "maildir:~/Mail")
        case (.no, .unknown), (.temporaryFailure, .temporaryFailure(.invalidActive)): break
        case (_, let delivery): Issue.record("delivery: \(delivery)")
        }
        #expect(accounts.warnings.isEmpty)
        #expect(try accounts.listed() == (expected.delivery == .yes ? ["u@d.example"] : []))
        #expect(accounts.warnings.count == (expected.delivery == .temporaryFailure ? 1 : 0))
        #expect(accounts.isLoginBlocked() == .success(active.contains("-1")))
    }

    @Test(arguments: values) func withoutAMailboxNobodyIsLetInOrFound(address: String) throws {
        let accounts = try Accounts(
            "DELETE FROM VMailbox; UPDATE Domain SET domClass = 3; UPDATE Address SET active = \(address);")
        if address == "0" || address == "-1" {
            #expect(accounts.login().isDenied)
        } else {
            #expect(accounts.login().isUnknown)
        }
        #expect(accounts.delivery() == .unknown)
        #expect(try accounts.listed().isEmpty)
    }

    /// The table itself, as DESIGN has it.
    @Test(arguments: [
        (AccountState.missing, Permissions(login: .unknown, delivery: .unknown, mail: .unknown), false),
        (.mailboxOff, Permissions(login: .denied, delivery: .unknown, mail: .unknown), false),
        (.addressOff, Permissions(login: .denied, delivery: .unknown, mail: .unknown), false),
        (.loginBlocked(.Domain), Permissions(login: .denied, delivery: .found, mail: .found), true),
        (.domainOff, Permissions(login: .allowed, delivery: .found, mail: .unknown), true),
        (
            .invalid(.Address),
            Permissions(login: .temporaryFailure, delivery: .temporaryFailure, mail: .temporaryFailure), false
        ),
        (.catchall, Permissions(login: .denied, delivery: .unknown, mail: .found), false),
    ])
    func theTable(state: AccountState, permissions: Permissions, isListed: Bool) {
        #expect(Policy.permissions(in: [state]) == permissions)
        #expect(Policy.permissions(in: [state]).isListed == isListed)
    }

    @Test func anAddressWithoutAMailboxIsNotMissingOne() {
        #expect(Policy.states(domain: .integer(1), address: .integer(1)) == [])
        #expect(Policy.states(domain: nil, address: .integer(0)) == [.addressOff, .missing])
        #expect(Policy.states(domain: .integer(0), address: .integer(-1)) == [.loginBlocked(.Address), .domainOff])
    }

    @Test func noStateAtAllIsAnOrdinaryAccount() {
        #expect(Policy.permissions(in: []) == Permissions(login: .allowed, delivery: .found, mail: .found))
    }

    /// A no decides, denied before unknown; else a temporary failure; else it is a yes.
    @Test(arguments: [
        (
            [AccountState.loginBlocked(.Domain), .domainOff],
            Permissions(login: .denied, delivery: .found, mail: .unknown)
        ),
        ([.loginBlocked(.Address), .mailboxOff], Permissions(login: .denied, delivery: .unknown, mail: .unknown)),
        ([.missing, .loginBlocked(.Address)], Permissions(login: .denied, delivery: .unknown, mail: .unknown)),
        ([.domainOff, .missing], Permissions(login: .unknown, delivery: .unknown, mail: .unknown)),
        (
            [.loginBlocked(.Address), .invalid(.VMailbox)],
            Permissions(login: .denied, delivery: .temporaryFailure, mail: .temporaryFailure)
        ),
        ([.missing, .invalid(.Domain)], Permissions(login: .unknown, delivery: .unknown, mail: .unknown)),
        ([.invalid(.Domain), .addressOff], Permissions(login: .denied, delivery: .unknown, mail: .unknown)),
        (
            [.domainOff, .invalid(.VMailbox)],
            Permissions(login: .temporaryFailure, delivery: .temporaryFailure, mail: .unknown)
        ),
    ])
    func severalStatesAtOnce(states: [AccountState], permissions: Permissions) {
        #expect(Policy.permissions(in: states) == permissions)
        #expect(Policy.permissions(in: states.reversed()) == permissions)
    }

    @Test(arguments: ActiveTable.allCases) func anActiveOfARow(table: ActiveTable) {
        #expect(Policy.effect(of: .integer(1), in: table) == .on)
        #expect(Policy.effect(of: .integer(7), in: table) == .on)
        #expect(Policy.effect(of: .integer(0), in: table) == .off)
        #expect(Policy.effect(of: .null, in: table) == .invalid)
        #expect(Policy.effect(of: .notAnInteger, in: table) == .invalid)
        #expect(Policy.mail(.integer(1), in: table) == .found)
        #expect(Policy.mail(.integer(-1), in: table) == .found)
        #expect(Policy.mail(.integer(0), in: table) == .unknown)
        #expect(Policy.mail(.null, in: table) == .temporaryFailure)
        #expect(Policy.mail(.notAnInteger, in: table) == .temporaryFailure)
        let blocksLogins = [ActiveTable.Domain, .Address, .VMailbox].contains(table)
        #expect(Policy.effect(of: .integer(-1), in: table) == (blocksLogins ? .loginBlocked : .on))
    }
}
