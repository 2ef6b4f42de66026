import AccountStore
import Settings

/// A domain's address class, in the sense of Postfix's ADDRESS_CLASS_README, as its `domClass` says. `active` never changes it.
enum AddressClass: Equatable {
    /// 0: in no class. Its addresses are targets of aliases, and Postfix sends its mail elsewhere.
    case foreign
    /// 1: in mydestination.
    case local
    /// 2: in relay_domains.
    case relay
    /// 3: in virtual_alias_domains.
    case virtualAlias
    /// The uid that owns the mail: in virtual_mailbox_domains.
    case virtualMailbox
    /// Any other value: nobody can tell.
    case invalid

    init(_ domClass: Int64?, settings: Settings) {
        switch domClass {
        case 0: self = .foreign
        case 1: self = .local
        case 2: self = .relay
        case 3: self = .virtualAlias
        default: self = Account.uid(domClass, settings: settings) == nil ? .invalid : .virtualMailbox
        }
    }
}

extension PostfixMap {
    /// The class whose domains, or whose recipients, the table lists; nil if it is about all classes.
    var addressClass: AddressClass? {
        switch self {
        case .mydestination, .localRecipientMaps: .local
        case .relayDomains, .relayRecipientMaps: .relay
        case .virtualAliasDomains: .virtualAlias
        case .virtualMailboxDomains, .virtualMailboxMaps: .virtualMailbox
        case .virtualAliasMaps, .transportMaps, .checkRecipientAccess, .senderLoginMaps: nil
        }
    }
}

extension PostfixAnswer {
    /// Whether `domain`, with this row, is in the list of domains `map`.
    init(of domain: AccountRows.Domain?, named name: String, in map: PostfixMap, settings: Settings) {
        guard let domain else {
            self = .notFound
            return
        }
        switch AddressClass(domain.domClass, settings: settings) {
        case .invalid:
            self = .temporaryFailure(
                .mailData(
                    .noClass(domain: name, domClass: domain.domClass, firstValidUID: settings.firstValidUID)))
        case map.addressClass: self = .found("domain")
        default: self = .notFound
        }
    }
}
