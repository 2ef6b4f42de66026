import Foundation
import Testing

extension EndToEnd {
    /// Every state of an account, through every way that Dovecot can ask.
    @Suite(.serialized, .deployments(sql: AccountCase.sql))
    struct PolicyTests {
        @Test(arguments: Setup.all, AccountCase.all)
        func account(_ setup: Setup, _ account: AccountCase) throws {
            let deployment = try Fleet.deployment(setup)
            let loginName = account.loginName ?? account.user

            let login = try deployment.startLogin(loginName, account.password)
            #expect(try deployment.smtpAuth(loginName, account.password) == account.login)
            #expect(try login.answer() == account.login)

            // LMTP has no way to write an empty localpart.
            if !account.localpart.isEmpty {
                #expect(try deployment.deliver(to: account.recipient ?? account.user) == account.delivery)
            }
            #expect(try deployment.userAnswer(account.user) == account.delivery)
            if account.delivery == .found { try mailboxIsRight(deployment, account) }
        }

        /// What the userdb says and what Dovecot made of it.
        private func mailboxIsRight(_ deployment: Deployment, _ account: AccountCase) throws {
            let home = "\(deployment.place.inside)/vmail/\(account.domainName)/\(account.localpart)"
            let fields = try deployment.userFields(account.user)
            #expect(fields["uid"] == "842")
            #expect(fields["gid"] == "800")
            #expect(fields["home"] == home)
            for (name, value) in deployment.setup.driver.mailFields {
                #expect(fields[name] == value.replacingOccurrences(of: "%h", with: home))
            }

            let folder = "\(deployment.place.root)\(home)/Mail/new"
            let mails = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(mails.count == 1)
            for mail in mails {
                let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(mail)")
                #expect(attributes[.ownerAccountID] as? NSNumber == 842)
                #expect(attributes[.groupOwnerAccountID] as? NSNumber == 800)
            }
        }

        @Test(arguments: Setup.with(.listing))
        func listsExactlyWhoGetsMail(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            let listing = try deployment.doveadm(["user", "*"])
            #expect(listing.status == 0)
            let expected = AccountCase.all.filter(\.listed).map(\.user) + setup.systemNames
            #expect(listing.lines.sorted() == expected.sorted())
        }

        @Test(arguments: Setup.with(.listing))
        func dictLookUpsByHand(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            let found = try deployment.dict("get", "userdb", "shared/userdb/user@active.example")
            #expect(found.status == 0)
            #expect(found.output.contains(#""uid":"842""#))
            let hash = try deployment.dict("get", "passdb", "shared/passdb/user@active.example")
            #expect(hash.status == 0 && hash.output.contains(#""password":"{PLAIN}hunter2""#))
            let denied = try deployment.dict("get", "deny", "shared/deny/user@address-minus-1.example")
            #expect(denied.status == 0 && denied.output.contains(#"{"nopassword":"y"}"#))
            let absent = try deployment.dict("get", "userdb", "shared/userdb/user@mailbox-0.example")
            #expect(absent.status != 0)
            let listing = try deployment.dict("iter", "userdb", "shared/userdb/")
            #expect(listing.status == 0)
            #expect(listing.lines.first == "key\tvalue")
            #expect(listing.lines.count - 1 == AccountCase.all.filter(\.listed).count)
        }

        /// `doveadm auth lookup` asks the passdb for an account without its password.
        @Test(arguments: Setup.all)
        func passdbLookUpWithoutPassword(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            let found = try deployment.doveadm(["auth", "lookup", "user@active.example"])
            #expect(found.status == 0, "\(found.output)\(found.errors)")
            for name in ["address-minus-1", "mailbox-0", "mailbox-x", "no-mailbox"] {
                let refused = try deployment.doveadm(["auth", "lookup", "user@\(name).example"])
                #expect(refused.status != 0, "\(name): \(refused.output)")
            }
        }
    }
}
