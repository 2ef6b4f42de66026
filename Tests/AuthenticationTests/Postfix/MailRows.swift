import AccountStore
import Settings
import Testing

@testable import Authentication

/// An address for a table of tests: `u@d`, with `active` columns that are integers, or nil for NULL.
func address(
    _ number: Int64, _ name: String, _ domClass: Int64? = 842, domain: Int64? = 1, active: Int64? = 1,
    mailbox: ActiveValue? = nil, to targets: [(Int64, Int64?)] = [], local: [Int64?] = []
) -> RecipientRows.Address {
    let parts = name.split(separator: "@", omittingEmptySubsequences: false)
    return RecipientRows.Address(
        number: number, localpart: Array(parts[0].utf8), domainName: Array(parts[1].utf8),
        domain: .init(active: value(domain), domClass: domClass), active: value(active), mailbox: mailbox,
        targets: targets.map { .init(number: $0.0, active: value($0.1)) }, localAliases: local.map(value))
}

/// An address with a mailbox.
func mailbox(
    _ number: Int64, _ name: String, domain: Int64? = 1, active: Int64? = 1, mailbox: Int64? = 1,
    to targets: [(Int64, Int64?)] = []
) -> RecipientRows.Address {
    address(number, name, domain: domain, active: active, mailbox: value(mailbox), to: targets)
}

/// The rows of the first address.
func rows(_ addresses: RecipientRows.Address...) -> RecipientRows {
    RecipientRows(
        root: addresses.first?.number, addresses: Dictionary(uniqueKeysWithValues: addresses.map { ($0.number, $0) }))
}

/// The integer, or NULL.
func value(_ number: Int64?) -> ActiveValue { number.map(ActiveValue.integer) ?? .null }

/// A verdict or an answer without its texts.
enum Told: Equatable {
    case no, yes, forwarded([Int64]), temporaryFailure

    init(_ verdict: MailVerdict) {
        switch verdict {
        case .unknown: self = .no
        case .delivered: self = .yes
        case .forwarded(let numbers): self = .forwarded(numbers)
        case .temporaryFailure: self = .temporaryFailure
        }
    }

    init(_ answer: PostfixAnswer?) {
        switch answer {
        case .found: self = .yes
        case .notFound: self = .no
        case .temporaryFailure, nil: self = .temporaryFailure
        }
    }
}

extension MailVerdict {
    /// The text of the failure, if it is one.
    var failure: String? { if case .temporaryFailure(let failure) = self { failure.description } else { nil } }
}

extension PostfixAnswer {
    /// The text of the failure, if it is one.
    var failure: String? { if case .temporaryFailure(let failure) = self { failure.description } else { nil } }
}
