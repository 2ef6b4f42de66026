import AccountDatabase

/// What holds for an account, as far as its rows say. Several states can hold at once.
public enum AccountState: Hashable, Sendable {
    /// There is no Domain, Address or VMailbox row.
    case missing
    /// `VMailbox.active` is 0.
    case mailboxOff
    /// `Address.active` is 0.
    case addressOff
    /// An `active` is −1: "temporarily disable an account from logging in".
    case loginOff
    /// `Domain.active` is 0: "blocks receipt of new mail, but it does not disable the users' credentials".
    case domainOff
    /// An `active` is NULL, or no integer.
    case undecided(Table)
    /// The localpart is empty: a catchall.
    case catchall

    /// The tables with an `active` that matters to an account.
    public enum Table: String, Sendable { case Domain, Address, VMailbox }
}

/// What an account may do.
public struct Permissions: Equatable, Sendable {
    /// The answer to a login, from the least to the most restrictive.
    public enum Login: Int, Comparable, Sendable {
        case allowed, unknown, denied

        /// True if `right` is the more restrictive.
        public static func < (left: Login, right: Login) -> Bool { left.rawValue < right.rawValue }
    }

    /// The answer to a delivery, from the least to the most restrictive.
    public enum Delivery: Int, Comparable, Sendable {
        case found, unknown

        /// True if `right` is the more restrictive.
        public static func < (left: Delivery, right: Delivery) -> Bool { left.rawValue < right.rawValue }
    }

    /// The passdb's answer.
    public var login: Login
    /// The userdb's answer.
    public var delivery: Delivery
    /// Whether iteration lists it: exactly if a delivery would find it.
    public var isListed: Bool { delivery == .found }
}

/// The policy table: what `active` means. Every answer of every program comes from here.
///
/// Its source is the HOWTO's appendix F ("disable an existing virtual mailbox address", "delete a virtual mailbox domain",
/// "temporarily disable an account from logging in"). An `active` of any other integer than 0 and −1 is no state of its own.
/// The HOWTO gives `Domain.active` = −1 no meaning; it is read as −1 elsewhere, which neither bounces mail nor lets anyone in.
public enum Policy {
    /// The table, a line a state.
    static func row(_ state: AccountState) -> Permissions {
        switch state {
        case .missing: Permissions(login: .unknown, delivery: .unknown)
        case .mailboxOff: Permissions(login: .denied, delivery: .unknown)
        case .addressOff: Permissions(login: .denied, delivery: .unknown)
        case .loginOff: Permissions(login: .denied, delivery: .found)
        case .domainOff: Permissions(login: .allowed, delivery: .found)
        case .undecided: Permissions(login: .denied, delivery: .unknown)
        case .catchall: Permissions(login: .denied, delivery: .unknown)
        }
    }

    /// What an account in all of `states` may do: of each column, the most restrictive answer.
    public static func permissions(in states: [AccountState]) -> Permissions {
        states.map(row).reduce(Permissions(login: .allowed, delivery: .found)) { strictest, row in
            Permissions(login: max(strictest.login, row.login), delivery: max(strictest.delivery, row.delivery))
        }
    }

    /// The states that three `active` columns put an account in; nil stands for a row that is not there.
    public static func states(domain: ActiveValue?, address: ActiveValue?, mailbox: ActiveValue?) -> [AccountState] {
        var states: [AccountState] = []
        if domain == nil || address == nil || mailbox == nil { states.append(.missing) }
        if domain == .integer(0) { states.append(.domainOff) }
        if address == .integer(0) { states.append(.addressOff) }
        if mailbox == .integer(0) { states.append(.mailboxOff) }
        if let state = state(of: .Domain, domain) { states.append(state) }
        if let state = state(of: .Address, address) { states.append(state) }
        if let state = state(of: .VMailbox, mailbox) { states.append(state) }
        return states
    }

    /// What an `active` means in whichever table it stands.
    private static func state(of table: AccountState.Table, _ active: ActiveValue?) -> AccountState? {
        switch active {
        case .integer(-1): .loginOff
        case .null, .notAnInteger: .undecided(table)
        case .integer, nil: nil
        }
    }
}
