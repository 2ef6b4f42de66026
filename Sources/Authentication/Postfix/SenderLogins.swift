import AccountStore
import Settings

extension PostfixAnswer {
    /// The logins that may send as the address that `rows` were read for, with commas between them: its own, those that its aliases lead
    /// to, and those with a grant.
    ///
    /// A mailbox is listed even if its logins are off. Nobody can log in as it, and its address does not become free for others, as an
    /// address without owners is with `reject_known_sender_login_mismatch`.
    init(sendersAs rows: RecipientRows, grants: [SenderGrants.Grant], settings: Settings) {
        do throws(TemporaryFailure) {
            var logins = Logins(settings)
            if let root = rows.root.flatMap({ rows.addresses[$0] }) {
                try logins.add(owner: root)
                switch AliasExpansion.verdict(of: rows, settings: settings) {
                case .unknown, .delivered: break
                case .forwarded(let numbers):
                    for target in numbers.compactMap({ rows.addresses[$0] }) { try logins.add(target) }
                case .temporaryFailure(let failure): throw failure
                }
            }
            for grant in grants.sorted(by: { $0.account.number < $1.account.number }) {
                switch Policy.effect(of: grant.active, in: .Sender) {
                case .off: break
                case .on, .loginBlocked: try logins.add(grant.account)
                case .invalid: throw .mailData(.grant(to: grant.account))
                }
            }
            self = logins.names.isEmpty ? .notFound : .found(logins.names.joined(separator: ","))
        } catch {
            self = .temporaryFailure(error)
        }
    }
}

/// Login names, each once.
private struct Logins {
    private(set) var names: [String] = []
    private var seen: Set<Int64> = []
    private let settings: Settings

    init(_ settings: Settings) { self.settings = settings }

    /// Adds the login of the sender address itself, if it is an account. If its rows do not say whether it may log in, nobody can tell
    /// whether the address is its own.
    mutating func add(owner account: RecipientRows.Address) throws(TemporaryFailure) {
        guard try account.login(settings) != nil else { return }
        let isMailbox = account.mailbox != nil
        let states =
            isMailbox
            ? Policy.states(domain: account.domain?.active, address: account.active, mailbox: account.mailbox)
            : account.states
        if Policy.permissions(in: states).login == .temporaryFailure { throw account.invalidActive(in: states) }
        try add(account)
    }

    /// Adds the login of `account`, if it has one.
    mutating func add(_ account: RecipientRows.Address) throws(TemporaryFailure) {
        guard let login = try account.login(settings), seen.insert(account.number).inserted else { return }
        names.append(login)
    }
}

extension RecipientRows.Address {
    /// The name that its user logs in with: that of a mailbox, or the localpart of a local address of `myhostname`; nil if it is no
    /// account.
    fileprivate func login(_ settings: Settings) throws(TemporaryFailure) -> String? {
        guard let domain, let name = try? AccountName(localpart: localpart ?? [], domain: domainName ?? []) else {
            return nil
        }
        let login: String
        switch AddressClass(domain.domClass, settings: settings) {
        case .virtualMailbox where mailbox != nil: login = name.description
        case .local where settings.myhostname.map { $0.utf8.elementsEqual(name.domain.utf8) } ?? false:
            login = name.localpart
        case .foreign, .local, .relay, .virtualAlias, .virtualMailbox: return nil
        case .invalid:
            throw .mailData(
                .noClass(domain: name.domain, domClass: domain.domClass, firstValidUID: settings.firstValidUID))
        }
        // Postfix splits the list there (CHARS_COMMA_SP).
        guard !login.utf8.contains(where: ", ".utf8.contains) else { throw .mailData(.unlistableLogin(self)) }
        return login
    }
}
