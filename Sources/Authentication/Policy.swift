import AccountStore

/// A state that holds for an account, by its rows. Several can hold at once.
public enum AccountState: Hashable, Sendable {
    /// There is no Domain, Address or VMailbox row.
    case missing
    /// `VMailbox.active` is 0.
    case mailboxOff
    /// `Address.active` is 0.
    case addressOff
    /// The `active` of this table is −1: "temporarily disable an account from logging in".
    case loginBlocked(ActiveTable)
    /// `Domain.active` is 0: "blocks receipt of new mail, but it does not disable the users' credentials".
    case domainOff
    /// The `active` of this table is NULL or not an integer.
    case invalid(ActiveTable)
    /// The localpart is empty.
    case catchall
}

/// What an account may do: the columns of the policy table.
public struct Permissions: Equatable, Sendable {
    /// The answer to a login. The greater one decides.
    public enum Login: Int, Comparable, Sendable {
        case allowed, temporaryFailure, unknown, denied

        /// True if `right` decides over `left`.
        public static func < (left: Login, right: Login) -> Bool { left.rawValue < right.rawValue }
    }

    /// The answer to a delivery. The greater one decides.
    public enum Delivery: Int, Comparable, Sendable {
        case found, temporaryFailure, unknown

        /// True if `right` decides over `left`.
        public static func < (left: Delivery, right: Delivery) -> Bool { left.rawValue < right.rawValue }
    }

    /// The passdb's answer.
    public var login: Login
    /// The userdb's answer.
    public var delivery: Delivery
    /// Postfix's answer at RCPT TO, if the address has no alias that leads elsewhere.
    public var mail: Delivery
    /// Whether iteration lists the account: exactly if a delivery would find it.
    public var isListed: Bool { delivery == .found }
}

/// The policy table: what `active` means. Every answer of every program comes from here.
///
/// Its source is the HOWTO's appendix F ("disable an existing virtual mailbox address", "delete a virtual mailbox domain",
/// "temporarily disable an account from logging in"). The HOWTO gives `Domain.active` = −1 no meaning; it is read like −1 elsewhere,
/// which neither bounces mail nor lets anyone in.
public enum Policy {
    /// The table, one line a state.
    static func row(_ state: AccountState) -> Permissions {
        switch state {
        case .missing: Permissions(login: .unknown, delivery: .unknown, mail: .unknown)
        case .mailboxOff: Permissions(login: .denied, delivery: .unknown, mail: .unknown)
        case .addressOff: Permissions(login: .denied, delivery: .unknown, mail: .unknown)
        case .loginBlocked: Permissions(login: .denied, delivery: .found, mail: .found)
        case .domainOff: Permissions(login: .allowed, delivery: .found, mail: .unknown)
        case .invalid: Permissions(login: .temporaryFailure, delivery: .temporaryFailure, mail: .temporaryFailure)
        // It takes the mail that no other row takes. Which row that is, the look-up decides.
        case .catchall: Permissions(login: .denied, delivery: .unknown, mail: .found)
        }
    }

    /// What an account in all of `states` may do: a three-valued *and* of each column. A "no" decides, denied before unknown; else a
    /// temporary failure; else it is a "yes".
    public static func permissions(in states: [AccountState]) -> Permissions {
        states.map(row).reduce(Permissions(login: .allowed, delivery: .found, mail: .found)) { all, row in
            Permissions(
                login: max(all.login, row.login), delivery: max(all.delivery, row.delivery),
                mail: max(all.mail, row.mail))
        }
    }

    /// Whether a −1 blocks the logins of an account in all of `states`. It is all that the dictionary `deny` asks.
    public static func isLoginBlocked(in states: [AccountState]) -> Bool {
        states.contains { if case .loginBlocked = $0 { true } else { false } }
    }

    /// What the `active` of a row of `table` does to that row.
    public static func effect(of active: ActiveValue, in table: ActiveTable) -> ActiveEffect {
        switch active {
        case .integer(0): .off
        case .integer(-1) where table.blocksLogins: .loginBlocked
        case .integer: .on
        case .null, .notAnInteger: .invalid
        }
    }

    /// What a row of `table` with this `active` does to mail that depends on it: a row that is off counts as absent.
    public static func mail(_ active: ActiveValue, in table: ActiveTable) -> Permissions.Delivery {
        switch effect(of: active, in: table) {
        case .on, .loginBlocked: .found
        case .off: .unknown
        case .invalid: .temporaryFailure
        }
    }

    /// The states of an account with these `active` columns; nil stands for a missing row.
    public static func states(domain: ActiveValue?, address: ActiveValue?, mailbox: ActiveValue?) -> [AccountState] {
        [state(mailbox, in: .VMailbox), state(address, in: .Address), state(domain, in: .Domain)].compactMap { $0 }
    }

    /// The states of an address that needs no mailbox: one of an alias, or of another server or system.
    public static func states(domain: ActiveValue?, address: ActiveValue?) -> [AccountState] {
        [state(address, in: .Address), state(domain, in: .Domain)].compactMap { $0 }
    }

    private static func state(_ active: ActiveValue?, in table: ActiveTable) -> AccountState? {
        guard let active else { return .missing }
        return switch effect(of: active, in: table) {
        case .on: nil
        case .off: offState(of: table)
        case .loginBlocked: .loginBlocked(table)
        case .invalid: .invalid(table)
        }
    }

    private static func offState(of table: ActiveTable) -> AccountState? {
        switch table {
        case .Domain: .domainOff
        case .Address: .addressOff
        case .VMailbox: .mailboxOff
        case .Transport, .VAlias, .Alias, .Sender: nil
        }
    }
}
