import SecretBytes

/// What a database holds as a password, taken apart: `{SCHEME.encoding}data`, or data alone.
///
/// It holds a view of the data, so it must not outlive the call that lent the bytes.
struct StoredPassword {
    /// More bytes than any hash has; more are refused unread.
    static let maximumLength = 8192

    let scheme: PasswordScheme
    /// The encoding that stands behind the scheme's name.
    let encoding: PasswordEncoding?
    /// What stands behind the braces: never empty, without NUL.
    let data: UnsafeRawBufferPointer

    /// Takes `stored` apart, as password_get_scheme and password_scheme_lookup of Dovecot do.
    init(_ stored: UnsafeRawBufferPointer, defaultScheme: String) throws(UnusablePassword) {
        guard let first = stored.first else { throw .empty }
        switch first {
        case UInt8(ascii: "!"), UInt8(ascii: "*"): throw .locked
        case UInt8(ascii: "{"):
            var scanner = ByteScanner(stored)
            _ = scanner.next()
            guard let name = scanner.take(upTo: "}") else { throw .unterminatedScheme }
            (scheme, encoding) = try Self.lookUp(name)
            data = scanner.rest
        default:
            let (assumed, assumedEncoding) = try Self.lookUp(Array(defaultScheme.utf8))
            if let name = BareHash.schemeName(of: stored, inPlaceOf: assumed), let found = PasswordScheme(named: name) {
                (scheme, encoding) = (found, nil)
                data = BareHash.data(of: stored)
            } else {
                (scheme, encoding) = (assumed, assumedEncoding)
                data = stored
            }
        }
        guard !data.isEmpty else { throw .empty }
        // Dovecot's strings end at a NUL: what it would make of the rest is not worth guessing at.
        guard data.count <= Self.maximumLength, !data.contains(0) else { throw .malformed(scheme: scheme.name) }
    }

    /// The scheme and the encoding that `name`, `SCHEME` or `SCHEME.encoding`, stands for.
    static func lookUp(
        _ name: some Collection<UInt8>
    ) throws(UnusablePassword) -> (PasswordScheme, PasswordEncoding?) {
        let parts = name.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let base = parts.first, let scheme = PasswordScheme(named: String(decoding: base, as: UTF8.self))
        else { throw .unknownScheme(printable(name)) }
        guard parts.count > 1 else { return (scheme, nil) }
        guard let encoding = PasswordEncoding(suffix: String(decoding: parts[1], as: UTF8.self))
        else { throw .unknownScheme(printable(name)) }
        return (scheme, encoding)
    }

    /// `name` fit to be logged: at most 32 bytes, with `?` for what no scheme's name contains.
    private static func printable(_ name: some Collection<UInt8>) -> String {
        let isSane = { (byte: UInt8) in byte.isASCIILetter || byte.isASCIIDigit || "-_.".utf8.contains(byte) }
        let shown = name.prefix(32).map { isSane($0) ? $0.asciiUppercase : UInt8(ascii: "?") }
        return String(decoding: shown, as: UTF8.self) + (name.count > 32 ? "..." : "")
    }

    /// Calls `body` with the data, decoded if it is encoded.
    func withDecoded<Result>(
        _ body: (UnsafeRawBufferPointer) throws(HashDefect) -> Result
    ) throws(HashDefect) -> Result {
        guard let encoding = encoding ?? scheme.encoding else { return try body(data) }
        guard let bytes = decode(encoding) else { throw .malformed }
        guard !bytes.isEmpty else { throw .empty }
        guard scheme.length == nil || scheme.length == bytes.count else { throw .malformed }
        return try bytes.withUnsafeBytes(body)
    }

    /// Where the length is known, and no suffix says otherwise, the length tells the encoding.
    private func decode(_ encoding: PasswordEncoding) -> SecretBytes? {
        guard self.encoding == nil, let length = scheme.length else { return encoding.decode(data) }
        return PasswordEncoding.decode(data, expecting: length)
    }
}
