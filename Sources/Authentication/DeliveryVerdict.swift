import AccountStore
import Settings

/// The answer to a delivery: the userdb's.
public enum DeliveryVerdict: Equatable, Sendable {
    /// The account exists, and gets mail.
    case found(Account)
    /// There is no such account here, or it gets no mail.
    case unknown
    /// It cannot be told now.
    case temporaryFailure(TemporaryFailure)

    /// What follows from the rows of `name`.
    init(of name: AccountName, rows: borrowing AccountRows, settings: Settings) {
        let states = rows.states
        switch Policy.permissions(in: states).delivery {
        case .unknown: self = .unknown
        case .temporaryFailure: self = .temporaryFailure(TemporaryFailure(invalid: states, of: name))
        case .found:
            do throws(TemporaryFailure) {
                self = .found(try Account(name: name, domClass: rows.domain?.domClass, settings: settings))
            } catch {
                self = .temporaryFailure(error)
            }
        }
    }
}

extension AccountRows {
    /// The states that the policy sees in these rows.
    var states: [AccountState] { Policy.states(domain: domain?.active, address: address, mailbox: mailbox) }
}
