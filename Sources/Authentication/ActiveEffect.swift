import AccountStore

/// A table with a column `active`.
public enum ActiveTable: String, Sendable, CaseIterable {
    case Transport, Domain, Address, VMailbox, VAlias, Alias, Sender

    /// True if −1 means "logins are blocked" in this table. In the others it is an integer like any other.
    public var blocksLogins: Bool { self == .Domain || self == .Address || self == .VMailbox }
}

/// What an `active` does to its row: the four meanings that ``Policy/effect(of:in:)`` tells apart.
public enum ActiveEffect: Equatable, Sendable {
    /// The row is used.
    case on
    /// 0: the row is not used; for a Domain, it takes no new mail.
    case off
    /// −1: logins are blocked; mail is delivered.
    case loginBlocked
    /// NULL or not an integer: nobody can tell, so logins and mail fail temporarily.
    case invalid

    /// The meaning in a word, for a cell of a table.
    public var word: String {
        switch self {
        case .on: "yes"
        case .off: "no"
        case .loginBlocked: "no login"
        case .invalid: "invalid"
        }
    }

    /// The meaning in a row of `table`, in a few words for people.
    public func words(in table: ActiveTable) -> String {
        switch (self, table) {
        case (.on, _): "on"
        case (.off, .Domain): "no new mail, but logins"
        case (.off, .Address), (.off, .VMailbox): "no login, no mail"
        case (.off, _): "off"
        case (.loginBlocked, _): "no login, but mail"
        case (.invalid, _) where table.blocksLogins: "invalid: logins and mail fail temporarily"
        case (.invalid, _): "invalid: mail that needs it fails temporarily"
        }
    }
}

extension AccountState {
    /// What the state has to say against a login, for an administrator; nil if nothing.
    var reasonAgainstLogin: String? {
        switch self {
        case .missing, .domainOff: nil
        case .mailboxOff: "VMailbox.active is 0"
        case .addressOff: "Address.active is 0"
        case .loginBlocked(let table): "\(table).active is -1, which blocks logins"
        case .invalid(let table): "\(table).active is not an integer"
        case .catchall: "it is a catchall and no account"
        }
    }
}

extension Denial: CustomStringConvertible {
    /// The reason, for an administrator.
    public var description: String {
        switch self {
        case .states(let states): states.compactMap(\.reasonAgainstLogin).joined(separator: "; ")
        case .wrongPassword: "another password is stored"
        case .unusablePassword(let reason): reason.description
        }
    }
}
