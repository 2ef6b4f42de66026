/// The meaning of a `domClass`: the destination of a domain's mail.
package enum DomainClass: Equatable, Sendable {
    /// 0: not ours. Its addresses are targets of aliases, and Postfix sends its mail elsewhere.
    case foreign
    /// 1: the users of this system.
    case local
    /// 2: another server keeps the mail.
    case relay
    /// 3: virtual aliases; each address leads to other addresses.
    case alias
    /// Any other number: the uid that owns the mail of its mailboxes.
    case mailbox(uid: Int64)

    package init(_ domClass: Int64) {
        switch domClass {
        case 0: self = .foreign
        case 1: self = .local
        case 2: self = .relay
        case 3: self = .alias
        default: self = .mailbox(uid: domClass)
        }
    }

    package var domClass: Int64 {
        switch self {
        case .foreign: 0
        case .local: 1
        case .relay: 2
        case .alias: 3
        case .mailbox(let uid): uid
        }
    }

    package var word: String {
        switch self {
        case .foreign: "foreign"
        case .local: "local"
        case .relay: "relay"
        case .alias: "alias"
        case .mailbox(let uid): "mailbox \(uid)"
        }
    }
}
