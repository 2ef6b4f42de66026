/// The name of an account, `localpart@domain`: in lower case, and safe to ask the database for and to make a path of.
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
    public var description: String { localpart + "@" + domain }

    /// Reads what a user gave as a name. A name without a domain gets `myhostname`.
    ///
    /// Upper-case ASCII letters become lower case; nothing else is changed, and what could not be a part of a path is refused.
    public init(login: some Collection<UInt8>, myhostname: String?) throws(AccountNameError) {
        guard !login.isEmpty else { throw .empty }
        // The longest name there can be; nothing longer is looked at any closer.
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

    /// Names are equal if their bytes are, as SQLite and the file system have it. Strings with other bytes can be equal to Swift.
    public static func == (left: AccountName, right: AccountName) -> Bool {
        left.localpart.utf8.elementsEqual(right.localpart.utf8) && left.domain.utf8.elementsEqual(right.domain.utf8)
    }

    /// Hashes the bytes.
    public func hash(into hasher: inout Hasher) {
        localpart.utf8Span.span.withUnsafeBytes { hasher.combine(bytes: $0) }
        domain.utf8Span.span.withUnsafeBytes { hasher.combine(bytes: $0) }
    }

    /// Takes the two columns of a row as they are; one that no login name could ever match is refused.
    init(localpart: [UInt8], domain: [UInt8]) throws(AccountNameError) {
        let joined = localpart + [UInt8(ascii: "@")] + domain
        try self.init(login: joined, myhostname: nil)
        guard description.utf8.elementsEqual(joined) else { throw .upperCase }
    }

    /// Why no login name could ever match a row of these two columns; nil if one does.
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

/// Why something is no name of an account.
public enum AccountNameError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There are no bytes at all.
    case empty
    /// Nothing stands before the `@`: that is a catchall, and nobody's login.
    case emptyLocalpart
    /// Nothing stands after the `@`.
    case emptyDomain
    /// There is no `@`, and no `myhostname` to put behind it.
    case noDomain
    /// There are two `@` or more.
    case severalAts
    /// A localpart over 64 or a domain over 255 bytes.
    case tooLong
    /// A byte below 32, or 127.
    case controlByte
    /// A `/`.
    case slash
    /// `.` or `..` as localpart.
    case dots
    /// A domain that begins with a dot.
    case leadingDot
    /// Bytes that are not UTF-8.
    case notUTF8
    /// An upper-case letter in the database, where names are compared in lower case.
    case upperCase

    /// What is wrong, as the end of a sentence that begins with the name.
    public var description: String {
        switch self {
        case .empty: "is empty"
        case .emptyLocalpart: "has no localpart (a catchall is no account)"
        case .emptyDomain: "has nothing after the @"
        case .noDomain: "has no domain, and myhostname is not set"
        case .severalAts: "has more than one @"
        case .tooLong: "is longer than 64 bytes before or 255 after the @"
        case .controlByte: "has a control character in it"
        case .slash: "has a / in it"
        case .dots: "has . or .. for a localpart"
        case .leadingDot: "has a domain that begins with a dot"
        case .notUTF8: "is not UTF-8 text"
        case .upperCase: "has upper-case letters in the database, which no name ever matches"
        }
    }
}
