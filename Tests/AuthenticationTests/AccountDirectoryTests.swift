import AccountStore
import Foundation
import SQLiteAccountStore
import Settings
import TestSupport
import Testing

@testable import Authentication

@Suite struct AccountDirectoryTests {
    @Test func unknownUsersAreUnknownEverywhere() throws {
        let accounts = try Accounts()
        for user in ["nobody@d.example", "u@example.net", "u", "", "../u@d.example", "u@d.example@d.example"] {
            #expect(accounts.login(user).isUnknown, "\(user)")
            #expect(accounts.delivery(user).isUnknown, "\(user)")
        }
    }

    /// A bare name may be a local account, which a missing myhostname keeps from being told: the gate must not be open to it.
    @Test func theDenyGateCannotTellABareNameWithoutMyhostname() throws {
        let accounts = try Accounts()
        #expect(accounts.isLoginBlocked("u") == .failure(.noHostname))
        for user in ["nobody@d.example", "u@example.net", "", "../u@d.example", "u@d.example@d.example", "@d.example"] {
            #expect(accounts.isLoginBlocked(user) == .success(false), "\(user)")
        }
    }

    @Test func aCatchallIsNobodysLogin() throws {
        let accounts = try Accounts(
            "INSERT INTO Address (addLocalpart, addDomNum) VALUES ('', 1); INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (2, '{PLAIN}secret');"
        )
        #expect(accounts.login("@d.example") == .denied(.states([.catchall])))
        #expect(accounts.delivery("@d.example").isUnknown)
        #expect(try accounts.listed() == ["u@d.example"])
    }

    @Test func namesComeInAnyCase() throws {
        let accounts = try Accounts()
        guard case .allowed(let account) = accounts.login("U@D.EXAMPLE") else { Issue.record("refused"); return }
        #expect(account.name.description == "u@d.example")
        #expect(account.home == "/home/vmail/d.example/u")
    }

    @Test func theSettingsMakeTheAccount() throws {
        let accounts = try Accounts {
            $0.vmailRoot = "/srv/mail"
            $0.gid = 900
            $0.mail = "mdbox:~/mdbox"
        }
        guard case .found(let account) = accounts.delivery() else { Issue.record("not found"); return }
        #expect(account.home == "/srv/mail/d.example/u")
        #expect(account.gid == 900)
        #expect(account.mail == "mdbox:~/mdbox")
        let atRoot = try Accounts { $0.vmailRoot = "/" }
        guard case .found(let account) = atRoot.delivery() else { Issue.record("not found"); return }
        #expect(account.home == "/d.example/u")
    }

    /// A mailbox in a domain of a class that owns no mail: a mistake to mend, never uid 1 and never "unknown".
    @Test(arguments: ["1", "3", "0", "-1", "499", "NULL", "'x'", "4294967295", "4294967296", "9223372036854775807"])
    func aClassThatCannotOwnMailIsATemporaryFailure(domClass: String) throws {
        let accounts = try Accounts("UPDATE Domain SET domClass = \(domClass);")
        #expect(accounts.login().isTemporaryFailure)
        #expect(accounts.delivery().isTemporaryFailure)
        #expect(try accounts.listed().isEmpty)
        #expect(accounts.warnings.count == 1)
        #expect("\(accounts.warnings)".contains("correct Domain.domClass"))
    }

    @Test func theLowestClassIsASetting() throws {
        let accounts = try Accounts { $0.firstValidUID = 1000 }
        #expect(accounts.delivery().isTemporaryFailure)
        let equal = try Accounts { $0.firstValidUID = 842 }
        #expect(equal.delivery().isFound)
    }

    /// What is denied is denied whatever the class is.
    @Test func aDenialNeedsNoUID() throws {
        let accounts = try Accounts("UPDATE Domain SET domClass = 1; UPDATE VMailbox SET active = 0;")
        #expect(accounts.login().isDenied)
        #expect(accounts.delivery().isUnknown)
    }

    @Test func bareNamesAreOfMyhostname() throws {
        let accounts = try Accounts(
            """
            INSERT INTO Domain (domName, domClass) VALUES ('host.example', 1);
            INSERT INTO Address (addLocalpart, addDomNum, active) VALUES ('compromised', 2, -1), ('fine', 2, 1);
            """
        ) { $0.myhostname = "host.example" }
        #expect(accounts.isLoginBlocked("compromised") == .success(true))
        #expect(accounts.isLoginBlocked("Compromised") == .success(true))
        #expect(accounts.isLoginBlocked("compromised@host.example") == .success(true))
        #expect(accounts.isLoginBlocked("fine") == .success(false))
        #expect(accounts.isLoginBlocked("root") == .success(false))
        #expect(accounts.login("compromised").isDenied)
        #expect(accounts.login("fine").isUnknown)
        #expect(accounts.delivery("compromised").isUnknown)
    }

    @Test(arguments: [
        ("Address", "-1", true), ("VMailbox", "-1", true), ("Domain", "-1", true), ("Address", "0", false),
        ("VMailbox", "0", false), ("Domain", "0", false), ("Address", "NULL", false), ("VMailbox", "7", false),
    ])
    func theDenyGateLooksForMinusOne(table: String, active: String, isOff: Bool) throws {
        let accounts = try Accounts("UPDATE \(table) SET active = \(active);")
        #expect(accounts.isLoginBlocked() == .success(isOff))
    }

    @Test func whatCannotBeToldIsATemporaryFailureEverywhere() throws {
        let accounts = try Accounts()
        #expect(accounts.login().isAllowed)
        let aside = accounts.database.path + ".aside"
        #expect(rename(accounts.database.path, aside) == 0)
        #expect(accounts.login().isTemporaryFailure)
        #expect(accounts.login("nobody@d.example").isTemporaryFailure)
        #expect(accounts.login("u@d.example", "wrong").isTemporaryFailure)
        #expect(accounts.delivery().isTemporaryFailure)
        #expect(accounts.delivery("nobody@d.example").isTemporaryFailure)
        guard case .failure(.store) = accounts.isLoginBlocked() else { Issue.record("told"); return }
        #expect(accounts.credentials().0.isTemporaryFailure)
        #expect(throws: TemporaryFailure.self) { try accounts.listed() }
        #expect(rename(aside, accounts.database.path) == 0)
        #expect(accounts.login().isAllowed)
    }

    @Test func aLockIsATemporaryFailureToo() throws {
        let accounts = try Accounts()
        let writer = try accounts.database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        guard case .temporaryFailure(let failure) = accounts.login() else { Issue.record("answered"); return }
        #expect(failure.isLock)
        #expect(failure.description == "database \(accounts.database.path): is locked by another program")
        #expect(accounts.delivery().isTemporaryFailure)
        try writer.execute("COMMIT")
        #expect(accounts.login().isAllowed)
    }

    @Test func rowsThatNoNameMatchesAreLeftOutOfTheListWithAWarning() throws {
        let accounts = try Accounts(
            """
            INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES
                (2, 'Upper', 1), (3, '..', 1), (4, 'a/b', 1), (5, x'41ff', 1), (6, 'tab' || char(9), 1), (7, 'ok', 1);
            INSERT INTO VMailbox (vmNum) VALUES (2), (3), (4), (5), (6), (7);
            """)
        #expect(try accounts.listed() == ["u@d.example", "ok@d.example"])
        let texts = accounts.warnings.map(\.description)
        #expect(texts.count == 5)
        #expect(
            texts.allSatisfy { $0.hasPrefix("VMailbox.vmNum ") && $0.hasSuffix("correct the Address or Domain row") })
    }

    @Test func aPageEndsTheListWhenRowsRunOut() throws {
        let accounts = try Accounts("UPDATE VMailbox SET active = 0;")
        let full = try accounts.page(limit: 1)
        #expect(full.names.isEmpty && full.last == 1)
        #expect(try accounts.page(after: 1, limit: 1).last == nil)
    }

    @Test(arguments: [
        StoreError.Kind.locked, .missing, .notPermitted, .damaged, .wrongSchema, .unreachable, .constraint, .other,
    ])
    func aFailureOfAnyKindIsNeverAnAnswer(kind: StoreError.Kind) throws {
        let accounts = try Accounts()
        let failure = TemporaryFailure.store(FailingStore.failure(kind))
        accounts.store.failure = FailingStore.failure(kind)
        for user in ["u@d.example", "nobody@d.example"] {
            #expect(accounts.login(user) == .temporaryFailure(failure))
            #expect(accounts.credentials(user).0 == .temporaryFailure(failure))
            #expect(accounts.delivery(user) == .temporaryFailure(failure))
            #expect(accounts.isLoginBlocked(user) == .failure(failure))
        }
        #expect(throws: failure) { try accounts.listed() }
        #expect(failure.isLock == (kind == .locked))
    }

    @Test func anAnswerMayComeLater() throws {
        let accounts = try Accounts()
        accounts.store.isSlow = true
        var verdicts: [DeliveryVerdict] = []
        accounts.directory.userdb("u@d.example".utf8) { verdicts.append($0) }
        accounts.directory.userdb("nobody@d.example".utf8) { verdicts.append($0) }
        #expect(verdicts.isEmpty)
        accounts.store.answer(at: 1)
        accounts.store.answer()
        #expect(verdicts.map(\.isUnknown) == [true, false])
    }
}
