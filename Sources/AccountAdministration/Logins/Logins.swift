import AccountStore
import Authentication
import SQLiteAccountStore

/// An account that may not log in, and still gets its mail.
public struct DisabledLogin: Equatable, Sendable, Encodable {
    /// The account; for a local one that is its name at `myhostname`.
    public let account: String
    /// `Address.active`.
    public let address: ActiveValue
    /// `VMailbox.active`; nil if it has no mailbox here.
    @OrNull public internal(set) var mailbox: ActiveValue?
}

extension MailDatabase {
    /// Every account whose log-in is off.
    public func disabledLogins() throws(AdministrationError) -> [DisabledLogin] {
        try rows(LoginStatements.disabled) { row in
            DisabledLogin(
                account: AddressName(row).name, address: row.active(3), mailbox: row.isNull(4) ? nil : row.active(5))
        }
    }

    /// Switches the log-in of an account off, a local one's as well: `Address.active` = −1.
    public func disableLogin(_ key: AddressKey) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        guard let address = try findAddress(key) else {
            throw AdministrationError(
                .no, "account \(key): has no row in Address to say so; \"vmailadm address add \(key)\" adds it")
        }
        switch address.active {
        case .integer(-1):
            report.notes.append("\(key): its log-in is off already")
        case .integer(0):
            throw AdministrationError(
                .no,
                "account \(key): its address is disabled, and -1 would let its mail in again; \"vmailadm address enable \(key)\" first"
            )
        default:
            try set(address.asSwitch, to: -1, &report)
        }
        let user = bareName(key)
        report.notes.append(
            "who is logged in stays so until \"doveadm kick \(user)\"; with auth_cache, also \"doveadm auth cache flush \(user)\""
        )
        return report
    }

    /// Switches a log-in on that was switched off: undoes −1, and nothing else.
    public func enableLogin(_ key: AddressKey) throws(AdministrationError) -> ChangeReport {
        var report = ChangeReport()
        let address = try address(key)
        let mailbox = address.isMailbox ? try mailbox(key) : nil
        for item in [address.asSwitch, mailbox?.asSwitch].compactMap(\.self) {
            switch item.active {
            case .integer(-1): try set(item, to: 1, &report)
            case .integer(let number) where number != 0: break
            default: report.notes.append("\(item.row): is disabled (active \(item.active.literal)) and stays so")
            }
        }
        if report.changes.isEmpty { report.notes.append("\(key): its log-in was not off") }
        return report
    }

    /// How Dovecot knows the account: a local one has no domain.
    private func bareName(_ key: AddressKey) -> String {
        key.domain == settings.myhostname ? key.localpart : key.description
    }
}
