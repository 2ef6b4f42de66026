import AccountStore

extension AccountState {
    /// What the state has to say against mail, for an administrator; nil if nothing.
    var reasonAgainstMail: String? {
        switch self {
        case .missing: "it has neither a mailbox nor a target"
        case .loginBlocked, .catchall: nil
        case .mailboxOff: "VMailbox.active is 0"
        case .addressOff: "Address.active is 0"
        case .domainOff: "Domain.active is 0"
        case .invalid(let table): "\(table).active is not an integer"
        }
    }
}

extension RecipientRows.Address {
    /// Why its mail is rejected, for an administrator. Only for an address whose mail is.
    var reasonAgainstMail: String {
        guard let domain else { return "it has no Domain row" }
        let own = Policy.states(domain: domain.active, address: active)
        let mailbox = Policy.states(domain: domain.active, address: active, mailbox: mailbox)
        let isOff = own.contains { $0 == .addressOff || $0 == .domainOff }
        if isOff { return own.compactMap(\.reasonAgainstMail).joined(separator: "; ") }
        if !targets.isEmpty, self.mailbox == nil { return "it is an alias, and none of its targets gets mail" }
        if isCatchall { return "it is a catchall, which is no address" }
        if !localAliases.isEmpty { return "its rows of Alias are off" }
        let reasons = mailbox.compactMap(\.reasonAgainstMail)
        return reasons.isEmpty ? "its name is none that mail can have" : reasons.joined(separator: "; ")
    }
}
