import AccountStore
import Settings

extension AccountDirectory {
    /// Looks up `key` in a table of Postfix.
    ///
    /// Postfix asks a socketmap for the whole key only, in any case, so the other forms are tried here: the address without its
    /// extension, and the catchall of its domain. The first that has a row of Address answers, whatever it says: a catchall takes only
    /// what has no row.
    public func postfix(
        _ map: PostfixMap, _ key: some Collection<UInt8>, then completion: @escaping (PostfixAnswer) -> Void
    ) {
        let name = String(decoding: key, as: UTF8.self)
        let answer: (PostfixAnswer) -> Void = { completion($0.checkingLength(of: map, name)) }
        switch map {
        case .mydestination, .relayDomains, .virtualAliasDomains, .virtualMailboxDomains:
            listedDomain(key, in: map, then: answer)
        case .localRecipientMaps, .relayRecipientMaps, .virtualMailboxMaps:
            recipient(key, then: answer) { _, rows, settings in
                answer(PostfixAnswer(recipient: rows, in: map, settings: settings))
            }
        case .virtualAliasMaps:
            recipient(key, then: answer) { key, rows, settings in
                answer(PostfixAnswer(aliasesOf: key, rows: rows, settings: settings))
            }
        case .transportMaps: route(key, then: answer) { PostfixAnswer(transportOf: name, rows: $0) }
        case .checkRecipientAccess: route(key, then: answer) { PostfixAnswer(restrictionClassOf: name, rows: $0) }
        case .senderLoginMaps: senderLogins(key, then: answer)
        }
    }

    /// The most grants that are read for one address.
    static let mostGrants = 1000

    private func listedDomain(
        _ key: some Collection<UInt8>, in map: PostfixMap, then answer: @escaping (PostfixAnswer) -> Void
    ) {
        guard let name = domainKey(key) else { return answer(.notFound) }
        let settings = settings
        store.account(localpart: "", domain: name, wantsPassword: false) { result in
            switch consume result {
            case .success(let rows):
                answer(PostfixAnswer(of: rows.domain, named: name, in: map, settings: settings))
            case .failure(let error): answer(.temporaryFailure(.store(error)))
            }
        }
    }

    /// Fetches the rows of an address with those that its aliases lead to.
    private func recipient(
        _ key: some Collection<UInt8>, then answer: @escaping (PostfixAnswer) -> Void,
        found: @escaping (RecipientKey, RecipientRows, Settings) -> Void
    ) {
        let name = String(decoding: key, as: UTF8.self)
        guard let key = RecipientKey(key, settings: settings) else { return answer(.notFound) }
        let settings = settings
        guard !key.localparts.isEmpty else { return found(key, RecipientRows(), settings) }
        store.recipient(localparts: key.localparts, domain: key.domain, limit: AliasExpansion.mostRows) { result in
            switch result {
            case .success(let rows) where rows.isComplete: found(key, rows, settings)
            case .success:
                answer(.temporaryFailure(.mailData(.tooManyRows(of: name, limit: AliasExpansion.mostRows))))
            case .failure(let error): answer(.temporaryFailure(.store(error)))
            }
        }
    }

    /// Fetches what an address, or with transport_maps a domain, refers to.
    private func route(
        _ key: some Collection<UInt8>, then answer: @escaping (PostfixAnswer) -> Void,
        found: @escaping (RouteRows) -> PostfixAnswer
    ) {
        // trivial-rewrite asks for "*" when it starts, and defers all mail if that fails.
        guard !key.elementsEqual("*".utf8), let (localparts, domain) = routeNames(key) else { return answer(.notFound) }
        store.route(localparts: localparts, domain: domain) { result in
            switch result {
            case .success(let rows): answer(found(rows))
            case .failure(let error): answer(.temporaryFailure(.store(error)))
            }
        }
    }

    private func routeNames(_ key: some Collection<UInt8>) -> (localparts: [String], domain: String)? {
        guard key.contains(UInt8(ascii: "@")) else { return domainKey(key).map { ([], $0) } }
        return RecipientKey(key, settings: settings).map { ($0.localparts, $0.domain) }
    }

    /// Fetches the rows of a sender, and the grants to send as it.
    private func senderLogins(_ key: some Collection<UInt8>, then answer: @escaping (PostfixAnswer) -> Void) {
        let store = store
        let name = String(decoding: key, as: UTF8.self)
        recipient(key, then: answer) { key, rows, settings in
            store.senderGrants(addresses: key.grantedAddresses, limit: Self.mostGrants) { result in
                switch result {
                case .success(let found) where found.isComplete:
                    answer(PostfixAnswer(sendersAs: rows, grants: found.grants, settings: settings))
                case .success:
                    answer(.temporaryFailure(.mailData(.tooManyGrants(of: name, limit: Self.mostGrants))))
                case .failure(let error): answer(.temporaryFailure(.store(error)))
                }
            }
        }
    }
}

extension PostfixAnswer {
    /// The most bytes that Postfix reads.
    private static let longest = 100_000

    /// The answer, or a failure if it is too long for Postfix.
    fileprivate func checkingLength(of map: PostfixMap, _ key: String) -> PostfixAnswer {
        guard case .found(let value) = self, value.utf8.count + "OK ".utf8.count > Self.longest else { return self }
        return .temporaryFailure(.mailData(.longAnswer(of: map, key, limit: Self.longest)))
    }
}
