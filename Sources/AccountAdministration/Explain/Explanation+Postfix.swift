import Authentication

extension Explanation {
    /// What Postfix is told about the address.
    package struct Mail: Equatable, Sendable, Encodable {
        /// `accepted`, `rejected`, `temporary failure` or `elsewhere`.
        package internal(set) var recipient = Answer(verdict: "", reason: nil)
        /// The address whose row answers: without the extension, or the domain's catchall.
        @OrNull package internal(set) var row: String?
        /// The answers, by the parameter of main.cf that asks.
        package internal(set) var maps: [String: Lookup] = [:]
        /// True if there is no answer because the database cannot be read.
        var isUnanswered = false

        private enum CodingKeys: CodingKey { case recipient, row, maps }
    }

    /// An answer to a look-up of Postfix; neither a value nor a failure if the table does not have the key.
    package struct Lookup: Equatable, Sendable, Encodable {
        @OrNull package internal(set) var value: String?
        @OrNull package internal(set) var failure: String?

        init(_ answer: PostfixAnswer) {
            switch answer {
            case .found(let value): self.value = value
            case .notFound: break
            case .temporaryFailure(let failure): self.failure = failure.description
            }
        }
    }
}

extension Explanation.Mail {
    /// Makes the look-ups that Postfix makes for `address`. The store of `directory` answers each at once.
    init(_ address: String, _ directory: AccountDirectory) {
        var mail = Self()
        let domain = address.drop { $0 != "@" }.dropFirst()
        for map in PostfixMap.allCases {
            let key = map.asksForDomains ? String(domain) : address
            directory.postfix(map, key.utf8) { mail.maps[map.rawValue] = Explanation.Lookup($0) }
        }
        directory.explainRecipient(address.utf8) { explanation in
            mail.row = explanation.row
            mail.recipient = Explanation.Answer(explanation.verdict)
            if case .deferred(.store) = explanation.verdict { mail.isUnanswered = true }
        }
        self = mail
    }
}

extension PostfixMap {
    /// Whether its keys are domains.
    var asksForDomains: Bool {
        switch self {
        case .mydestination, .relayDomains, .virtualAliasDomains, .virtualMailboxDomains: true
        case .localRecipientMaps, .relayRecipientMaps, .virtualMailboxMaps, .virtualAliasMaps, .transportMaps,
            .checkRecipientAccess, .senderLoginMaps:
            false
        }
    }
}

extension Explanation.Answer {
    fileprivate init(_ verdict: RecipientExplanation.Verdict) {
        switch verdict {
        case .accepted: self.init(verdict: "accepted", reason: nil)
        case .rejected(let reason): self.init(verdict: "rejected", reason: reason)
        case .deferred(let failure): self.init(verdict: "temporary failure", reason: failure.description)
        case .elsewhere:
            self.init(
                verdict: "elsewhere", reason: "the domain is in no class, so Postfix sends its mail to other servers")
        }
    }
}
