import AccountStore
import Settings

extension PostfixAnswer {
    /// Whether the address that `rows` were read for gets mail, in a domain of the class of `map`.
    ///
    /// An alias counts as much as a mailbox: Postfix asks here only for what `virtual_alias_maps` did not find a moment ago.
    init(recipient rows: RecipientRows, in map: PostfixMap, settings: Settings) {
        guard let domain = rows.root.flatMap({ rows.addresses[$0]?.domain }),
            [map.addressClass, .invalid].contains(AddressClass(domain.domClass, settings: settings))
        else {
            self = .notFound
            return
        }
        switch AliasExpansion.verdict(of: rows, settings: settings) {
        case .unknown: self = .notFound
        case .delivered, .forwarded: self = .found("recipient")
        case .temporaryFailure(let failure): self = .temporaryFailure(failure)
        }
    }

    /// The addresses that get the mail for `key` in its place, with commas between them; not found if it is no alias.
    ///
    /// Postfix itself would propagate an extension that the table does not have (`propagate_unmatched_extensions`, by default for
    /// `virtual`), but not with a socketmap, of which it asks the whole key only. So it is done here: if `sales` leads to `anna`,
    /// `sales+x` leads to `anna+x`. As with Postfix, a catchall propagates nothing, nor does an address with a row of its own.
    init(aliasesOf key: RecipientKey, rows: RecipientRows, settings: Settings) {
        switch AliasExpansion.verdict(of: rows, settings: settings) {
        case .unknown, .delivered: self = .notFound
        case .temporaryFailure(let failure): self = .temporaryFailure(failure)
        case .forwarded(let numbers):
            let root = rows.root.flatMap { rows.addresses[$0] }
            let unmatched = key.unmatchedExtension(after: root?.localpart)
            let targets = numbers.compactMap { rows.addresses[$0] }.compactMap { target in
                // An extension that cannot be written is left out: the address is the one that counts.
                target.quotedAddress(suffix: unmatched) ?? target.quotedAddress()
            }
            self = .found(targets.joined(separator: ","))
        }
    }
}
