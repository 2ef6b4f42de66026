import AccountStore
import Settings

/// What becomes of mail for an address.
enum MailVerdict: Equatable {
    /// It is rejected: there is no such address, or it gets no mail.
    case unknown
    /// It is delivered to the address itself, or passed on under that name.
    case delivered
    /// It goes to the addresses with these numbers instead, each of which gets mail itself.
    case forwarded([Int64])
    /// It cannot be told now.
    case temporaryFailure(TemporaryFailure)
}

extension RecipientRows.Address {
    /// The states of the address without its mailbox.
    var states: [AccountState] {
        Policy.states(domain: domain?.active, address: active) + (isCatchall ? [.catchall] : [])
    }

    /// True if the localpart is empty.
    var isCatchall: Bool { localpart?.isEmpty ?? false }

    /// What becomes of its mail, if none of its virtual aliases takes it.
    ///
    /// The class of the domain says which rows are needed for that: a mailbox in a mailbox domain, and a live row of Alias where a local
    /// address has such rows. Only a relay domain's catchall gets mail itself.
    func ownVerdict(_ settings: Settings) -> MailVerdict {
        guard let domain else { return .unknown }
        let addressClass = AddressClass(domain.domClass, settings: settings)
        switch addressClass {
        case .relay:
            return verdict(in: states)
        case .foreign:
            return isCatchall ? .unknown : verdict(in: states)
        case .local:
            return isCatchall ? .unknown : verdict(in: states, and: localAliasVerdict)
        case .virtualMailbox, .virtualAlias:
            let isName = (try? AccountName(localpart: localpart ?? [], domain: domainName ?? [])) != nil
            guard isName else { return .unknown }
            let states = Policy.states(domain: domain.active, address: active, mailbox: mailbox)
            return verdict(
                in: states,
                and: addressClass == .virtualMailbox ? .delivered : .temporaryFailure(wrongClass(domain, settings)))
        case .invalid:
            return verdict(in: states, and: .temporaryFailure(wrongClass(domain, settings)))
        }
    }

    /// The verdict that `states` give; if they are for it, `other`.
    private func verdict(in states: [AccountState], and other: @autoclosure () -> MailVerdict = .delivered)
        -> MailVerdict
    {
        switch Policy.permissions(in: states).mail {
        case .unknown: return .unknown
        case .found: return other()
        case .temporaryFailure:
            // A no of the other still decides.
            if case .unknown = other() { return .unknown }
            return .temporaryFailure(invalidActive(in: states))
        }
    }

    /// What its rows of Alias say, one of which must be live if there are any.
    private var localAliasVerdict: MailVerdict {
        let mail = localAliases.map { Policy.mail($0, in: .Alias) }
        if mail.contains(.temporaryFailure) { return .temporaryFailure(.mailData(.invalidActive(of: self, .Alias))) }
        return mail.isEmpty || mail.contains(.found) ? .delivered : .unknown
    }

    /// The failure of a mailbox in a domain of virtual aliases, or of any address in a domain of no class.
    private func wrongClass(_ domain: AccountRows.Domain, _ settings: Settings) -> TemporaryFailure {
        let name = String(decoding: domainName ?? [], as: UTF8.self)
        return mailbox != nil
            ? .unusableClass(domain: name, domClass: domain.domClass, firstValidUID: settings.firstValidUID)
            : .mailData(.noClass(domain: name, domClass: domain.domClass, firstValidUID: settings.firstValidUID))
    }

    /// The failure that the invalid one of `states` causes.
    func invalidActive(in states: [AccountState]) -> TemporaryFailure {
        for case .invalid(let table) in states { return .mailData(.invalidActive(of: self, table)) }
        return .mailData(.invalidActive(of: self, .Address))
    }
}
