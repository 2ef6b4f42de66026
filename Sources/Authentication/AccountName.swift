/// The name of an account, `localpart@domain`: in lower case, and safe in a query and in a path.
public struct AccountName: Hashable, Sendable, CustomStringConvertible {
    /// The part before the `@`, 1 to 64 bytes.
    public let localpart: String
    /// The part after the `@`, 1 to 255 bytes.
    public let domain: String

    /// RFC 5321 4.5.3.1.1.
    static let longestLocalpart = 64
    /// RFC 5321 4.5.3.1.2.
    static let longestDomain = 255

    /// The canonical name, as it goes back to Dovecot.
    public var description: String { String(joining: localpart, "@", domain) }

    /// Parses a login name. A name without a domain gets `myhostname`.
    ///
    /// ASCII letters become lower case; nothing else changes. A name that cannot be part of a path is an error.
    public init(login: some Collection<UInt8>, myhostname: String?) throws(AccountNameError) {
        guard !login.isEmpty else { throw .empty }
        guard login.count <= Self.longestLocalpart + 1 + Self.longestDomain else { throw .tooLong }
        var bytes = login.withContiguousStorageIfAvailable { Array($0) } ?? Array(login)
        for index in bytes.indices {
            switch bytes[index] {
            case ..<0x20, 0x7f: throw .controlByte
            case UInt8(ascii: "/"): throw .slash
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes[index] |= 0x20
            default: break
            }
        }
        let at = bytes.firstIndex(of: UInt8(ascii: "@"))
        guard at == bytes.lastIndex(of: UInt8(ascii: "@")) else { throw .severalAts }
        let localpart = try Self.text(bytes.span.extracting(..<(at ?? bytes.count)))
        if let at {
            try self.init(localpart: localpart, domain: try Self.text(bytes.span.extracting((at + 1)...)))
        } else {
            guard let myhostname else { throw .noDomain }
            try self.init(localpart: localpart, domain: myhostname)
        }
    }

    private static func text(_ bytes: Span<UInt8>) throws(AccountNameError) -> String {
        guard let text = try? UTF8Span(validating: bytes) else { throw .notUTF8 }
        return String(copying: text)
    }

    /// Compares the bytes, as SQLite and the file system do. Swift finds some strings with different bytes equal.
    public static func == (left: AccountName, right: AccountName) -> Bool {
        left.localpart.utf8.elementsEqual(right.localpart.utf8) && left.domain.utf8.elementsEqual(right.domain.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        localpart.utf8Span.span.withUnsafeBytes { hasher.combine(bytes: $0) }
        domain.utf8Span.span.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// The name in two columns of a row. A name that no login name matches is an error.
    init(localpart: [UInt8], domain: [UInt8]) throws(AccountNameError) {
        let joined = localpart + [UInt8(ascii: "@")] + domain
        try self.init(login: joined, myhostname: nil)
        guard description.utf8.elementsEqual(joined) else { throw .upperCase }
    }

    /// Why no login name matches a row with these two columns; nil if one does.
    public static func problem(localpart: [UInt8], domain: [UInt8]) -> AccountNameError? {
        do throws(AccountNameError) {
            _ = try AccountName(localpart: localpart, domain: domain)
            return nil
        } catch {
            return error
        }
    }

    private init(localpart: String, domain: String) throws(AccountNameError) {
        guard !localpart.isEmpty else { throw .emptyLocalpart }
        guard !domain.isEmpty else { throw .emptyDomain }
        guard localpart.utf8.count <= Self.longestLocalpart, domain.utf8.count <= Self.longestDomain else {
            throw .tooLong
        }
        guard localpart != ".", localpart != ".." else { throw .dots }
        guard domain.utf8.first != UInt8(ascii: ".") else { throw .leadingDot }
        self.localpart = localpart
        self.domain = domain
    }
}

/// Why bytes are not the name of an account: the problem, to be read after the name.
public enum AccountNameError: String, Error, Sendable, CustomStringConvertible {
    case empty = "is empty"
    case emptyLocalpart = "has no localpart (a catchall is no account)"
    case emptyDomain = "has nothing after the @"
    case noDomain = "has no domain, and myhostname is not set"
    case severalAts = "has more than one @"
    case tooLong = "is longer than 64 bytes before or 255 after the @"
    case controlByte = "contains a control character"
    case slash = "contains a /"
    case dots = "has the localpart . or .."
    case leadingDot = "has a domain that begins with a dot"
    case notUTF8 = "is not UTF-8 text"
    /// Only of a row: login names are in lower case when they are looked up.
    case upperCase = "has upper-case letters in the database, which no login name matches"

    /// The problem.
    public var description: String { rawValue }
}
