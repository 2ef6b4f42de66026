import Settings

/// A key that stands for an address, as Postfix asks for it: with its extension, in any case, and perhaps in quotes.
struct RecipientKey: Equatable {
    /// The localparts of the rows that may answer, in lower case: the whole one, then the one before the extension, then the empty one
    /// of a catchall.
    let localparts: [String]
    /// The domain, in lower case.
    let domain: String
    /// The extension as it was written, with the delimiter before it; empty if there is none.
    let addressExtension: String

    /// Parses a key. Nil if it is no address, or one in a domain that cannot have a row.
    ///
    /// A key without a domain is at `myhostname`. An empty localpart has no row to answer it, not even a catchall's: Postfix asks for
    /// `""@d` when a client sends `<@d>`, which is nobody's address.
    init?(_ key: some Collection<UInt8>, settings: Settings) {
        let key = Array(key)
        guard !key.isEmpty, let (written, domain) = Self.parts(of: key, settings: settings) else { return nil }
        self.domain = domain
        let localpart = written.map(\.lowercased)
        let end = extensionStart(in: localpart, delimiters: settings.recipientDelimiter)
        let candidates = [localpart[...], end.map { localpart[..<$0] }].compactMap(\.self)
        // What is not UTF-8 has no row; a catchall may still take it.
        localparts = localpart.isEmpty ? [] : candidates.compactMap(text) + [""]
        addressExtension = end.flatMap { text(written[$0...]) } ?? ""
    }

    /// The extension to propagate if the row of `localpart` answers: only the row before the extension leaves it unmatched.
    ///
    /// An extension with a routing operator is not propagated. In a local domain, Postfix would send `user+x%domain` to the other domain
    /// (`allow_percent_hack`, `swap_bangpath`).
    func unmatchedExtension(after localpart: [UInt8]?) -> String {
        guard localparts.count == 3, let localpart, localpart.elementsEqual(localparts[1].utf8),
            !addressExtension.utf8.contains(where: "@%!".utf8.contains)
        else { return "" }
        return addressExtension
    }

    /// The addresses that a grant for this sender may name.
    var grantedAddresses: [String] { (localparts.isEmpty ? [""] : localparts).map { $0 + "@" + domain } }

    private static func parts(of key: [UInt8], settings: Settings) -> (localpart: [UInt8], domain: String)? {
        // Postfix asks for an address as it is written and then without its quotes, and both can begin with a quote: `"anna"@d` is the
        // second key of `"\"anna\""@d`, which is not anna. What needs no quotes has none from Postfix.
        let quoted = key.first == UInt8(ascii: "\"") ? unquotedParts(of: key) : nil
        let unquoted = quoted.flatMap { mayNeedQuotes($0.localpart) ? $0 : nil }
        let at = key.lastIndex(of: UInt8(ascii: "@"))
        let localpart = unquoted?.localpart ?? Array(key[..<(at ?? key.count)])
        guard let domain = unquoted?.domain ?? at.map({ Array(key[($0 + 1)...]) }) else {
            return settings.myhostname.map { (localpart, $0) }
        }
        guard let name = domainKey(domain) else { return nil }
        return (localpart, name)
    }
}

/// The domain `key` in lower case; nil if no row can have that name.
func domainKey(_ key: some Collection<UInt8>) -> String? {
    key.isEmpty ? nil : text(key.map(\.lowercased)[...])
}

extension UInt8 {
    /// The lower-case letter of an upper-case one of ASCII; else the byte itself.
    fileprivate var lowercased: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}

/// The text in `bytes`; nil if it cannot be text in a database.
private func text(_ bytes: ArraySlice<UInt8>) -> String? {
    bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
}
