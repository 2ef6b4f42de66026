import AccountDatabase
import SecretBytes
import Settings

/// Answers questions about accounts: a name in, a ``Verdict`` out. Both servers ask here, and so does the administrator's tool.
public struct AccountDirectory: ~Copyable {
    /// The settings that the answers follow.
    public let settings: Settings
    var reader: AccountReader
    let warn: (DataWarning) -> Void

    /// Who waits for a lock on the database.
    public enum Waiting: Sendable {
        /// This call, up to the setting `busy_timeout`: for a program that asks once.
        case here
        /// The caller, who asks again: a locked database fails at once. For a server; its database is mapped into memory.
        case atCaller
    }

    /// A directory over the database of `settings`; `warn` hears of mistakes in the data.
    public init(settings: Settings, waiting: Waiting, warn: @escaping (DataWarning) -> Void) {
        self.settings = settings
        let timeout = waiting == .here ? Int32(settings.busyTimeout) * 1000 : 0
        reader = AccountReader(path: settings.database, busyTimeout: timeout, isMapped: waiting == .atCaller)
        self.warn = warn
    }

    /// Changes whenever the database is another file than before.
    public var generation: Int { reader.generation }

    /// True between ``beginSharing()`` and ``endSharing()``.
    public var isSharing: Bool { reader.isSharing }

    /// Lets the questions up to ``endSharing()`` be answered from one state of the database, which is cheaper. All of them have been
    /// put already: that state is then the last one for each of them.
    public mutating func beginSharing() { reader.beginSharing() }

    /// Ends what ``beginSharing()`` began.
    public mutating func endSharing() { reader.endSharing() }

    /// What the passdb knows of a login name.
    public struct PassdbEntry: ~Copyable {
        /// Whether the account may log in, given the right password.
        public let verdict: Verdict<Account>
        /// The canonical name, if what was asked for is one.
        public let name: AccountName?
        /// The account, if its rows make one, whether or not it may log in.
        public let account: Account?
        /// `vmPasswd`, if there is one.
        public var password: SecretBytes?
    }

    /// Looks up `login` for somebody who wants to log in.
    public mutating func passdb(_ login: some Collection<UInt8>) -> PassdbEntry {
        let name: AccountName
        do throws(AccountNameError) {
            name = try AccountName(login: login, myhostname: settings.myhostname)
        } catch {
            let verdict: Verdict<Account> = error == .emptyLocalpart ? .denied(.catchall) : .unknown
            return PassdbEntry(verdict: verdict, name: nil, account: nil, password: nil)
        }
        do throws(DatabaseError) {
            var rows = try reader.rows(localpart: name.localpart, domain: name.domain, wantsPassword: true)
            let states = Policy.states(domain: rows.domain?.active, address: rows.address, mailbox: rows.mailbox)
            report(states, of: name)
            let (account, failure) = self.account(name, of: rows)
            let verdict: Verdict<Account> =
                switch (Policy.permissions(in: states).login, account, failure) {
                case (.denied, _, _): .denied(.state(states))
                case (.unknown, _, _): .unknown
                case (.allowed, let account?, _): .allowed(account)
                case (.allowed, nil, let failure?): .temporaryFailure(failure)
                case (.allowed, nil, nil): .unknown
                }
            return PassdbEntry(verdict: verdict, name: name, account: account, password: rows.vmPasswd.take())
        } catch {
            return PassdbEntry(
                verdict: .temporaryFailure(.database(error)), name: name, account: nil, password: nil)
        }
    }

    /// Looks up `login` for a delivery, or for anything else that must know where the mail is. Never denies.
    public mutating func userdb(_ login: some Collection<UInt8>) -> Verdict<Account> {
        guard let name = try? AccountName(login: login, myhostname: settings.myhostname) else { return .unknown }
        do throws(DatabaseError) {
            let rows = try reader.rows(localpart: name.localpart, domain: name.domain, wantsPassword: false)
            let states = Policy.states(domain: rows.domain?.active, address: rows.address, mailbox: rows.mailbox)
            report(states, of: name)
            guard Policy.permissions(in: states).delivery == .found else { return .unknown }
            switch account(name, of: rows) {
            case (let account?, _): return .allowed(account)
            case (nil, let failure?): return .temporaryFailure(failure)
            case (nil, nil): return .unknown
            }
        } catch {
            return .temporaryFailure(.database(error))
        }
    }

    /// Whether `login`, an account here or a local one, has its login switched off by a −1.
    ///
    /// It looks at nothing but the −1, so that it can stand in front of passdbs that know accounts which this database does not.
    public mutating func isLoginOff(_ login: some Collection<UInt8>) -> Verdict<Bool> {
        guard let name = try? AccountName(login: login, myhostname: settings.myhostname) else { return .allowed(false) }
        do throws(DatabaseError) {
            let rows = try reader.rows(localpart: name.localpart, domain: name.domain, wantsPassword: false)
            let states = Policy.states(domain: rows.domain?.active, address: rows.address, mailbox: rows.mailbox)
            return .allowed(states.contains(.loginOff))
        } catch {
            return .temporaryFailure(.database(error))
        }
    }

    /// A part of the list of all users.
    public struct Page: Sendable {
        /// The names that a delivery would find, in the order of their rows.
        public let names: [AccountName]
        /// The row that the next page follows; nil after the last.
        public let last: Int64?
    }

    /// The users after the row `number`, from at most `limit` rows; begin after `Int64.min`.
    public mutating func users(after number: Int64, limit: Int) throws(TemporaryFailure) -> Page {
        let mailboxes: [ListedMailbox]
        do throws(DatabaseError) {
            mailboxes = try reader.mailboxes(after: number, limit: limit)
        } catch {
            throw .database(error)
        }
        var names: [AccountName] = []
        names.reserveCapacity(mailboxes.count)
        for mailbox in mailboxes {
            if let name = listedName(of: mailbox) { names.append(name) }
        }
        return Page(names: names, last: mailboxes.count < limit ? nil : mailboxes.last?.number)
    }

    private func listedName(of mailbox: ListedMailbox) -> AccountName? {
        guard let localpart = mailbox.localpart, let domain = mailbox.domainName else {
            warn(.unmatchableName(number: mailbox.number, nil))
            return nil
        }
        do throws(AccountNameError) {
            let name = try AccountName(localpart: localpart, domain: domain)
            let states = Policy.states(
                domain: mailbox.domain.active, address: mailbox.address, mailbox: mailbox.mailbox)
            report(states, of: name)
            guard Policy.permissions(in: states).isListed else { return nil }
            do throws(TemporaryFailure) {
                return try Account(name: name, domClass: mailbox.domain.domClass, settings: settings).name
            } catch {
                warn(.failing(error))
                return nil
            }
        } catch {
            warn(.unmatchableName(number: mailbox.number, error))
            return nil
        }
    }

    /// The account that `rows` make, or why they make none; neither if a row is missing.
    private func account(_ name: AccountName, of rows: borrowing AccountRows) -> (Account?, TemporaryFailure?) {
        guard let domain = rows.domain, rows.mailbox != nil else { return (nil, nil) }
        do throws(TemporaryFailure) {
            return (try Account(name: name, domClass: domain.domClass, settings: settings), nil)
        } catch {
            return (nil, error)
        }
    }

    private func report(_ states: [AccountState], of name: AccountName) {
        for case .undecided(let table) in states { warn(.undecided(name, table)) }
    }
}
