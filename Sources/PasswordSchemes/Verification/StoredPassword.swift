import SecretBytes

/// A parsed stored password: `{SCHEME.encoding}data`, or data alone. It holds a view of the data, so it must not outlive the
/// call that lent the bytes.
struct StoredPassword {
    /// The longest data in bytes, which is above that of any hash.
    static let maximumLength = 8192

    let scheme: PasswordScheme
    /// The encoding that the suffix names.
    let encoding: PasswordEncoding?
    /// The data behind the braces: not empty, and without NUL.
    let data: UnsafeRawBufferPointer

    /// Parses `stored` as Dovecot's password_get_scheme and password_scheme_lookup do.
    init(_ stored: UnsafeRawBufferPointer, defaultScheme: String) throws(UnusablePassword) {
        guard let first = stored.first else { throw .empty }
        switch first {
        case UInt8(ascii: "!"), UInt8(ascii: "*"): throw .locked
        case UInt8(ascii: "{"):
            var scanner = ByteScanner(stored)
            _ = scanner.next()
            guard let name = scanner.take(upTo: "}") else { throw .unterminatedScheme }
            do throws(UnusablePassword) {
                (scheme, encoding) = try Self.lookUp(name)
            } catch {
                // It may be a clear password that begins with a brace.
                let isClear = (try? Self.lookUp(defaultScheme))?.0.strength == .clear
                throw !name.isEmpty && (isClear || scanner.rest.isEmpty) ? .unknownScheme("?") : error
            }
            data = scanner.rest
        default:
            let (assumed, assumedEncoding) = try Self.lookUp(defaultScheme)
            if let name = BareHash.schemeName(of: stored, inPlaceOf: assumed), let found = PasswordScheme(named: name) {
                (scheme, encoding) = (found, nil)
                data = BareHash.data(of: stored)
            } else {
                (scheme, encoding) = (assumed, assumedEncoding)
                data = stored
            }
        }
        guard !data.isEmpty else { throw .empty }
        // A string of Dovecot ends at a NUL, so it would read other data.
        guard data.count <= Self.maximumLength, !data.contains(0) else { throw .malformed(scheme: scheme.name) }
    }

    /// The scheme and the encoding of `name`, which is `SCHEME` or `SCHEME.encoding`.
    static func lookUp(_ name: String) throws(UnusablePassword) -> (PasswordScheme, PasswordEncoding?) {
        try name.utf8Span.span.withUnsafeBytes { (name) throws(UnusablePassword) in try lookUp(name) }
    }

    static func lookUp(_ name: UnsafeRawBufferPointer) throws(UnusablePassword) -> (PasswordScheme, PasswordEncoding?) {
        // Text that cannot be a scheme's name may be part of a clear password, so it must not reach the log.
        guard name.count <= 32, name.allSatisfy(isNameByte) else { throw .unknownScheme("?") }
        let dot = name.firstIndex(of: UInt8(ascii: "."))
        let base = UnsafeRawBufferPointer(rebasing: name[..<(dot ?? name.endIndex)])
        guard let scheme = PasswordScheme.named(base) else { throw .unknownScheme(String(uppercasing: name)) }
        guard let dot else { return (scheme, nil) }
        let suffix = String(decoding: name[(dot + 1)...], as: UTF8.self)
        guard let encoding = PasswordEncoding(suffix: suffix) else {
            throw .unknownScheme(String(uppercasing: name))
        }
        return (scheme, encoding)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: byte.isASCIILetter || byte.isASCIIDigit
        }
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

    /// If there is no suffix and the length of the data is known, the length of the text shows its encoding.
    private func decode(_ encoding: PasswordEncoding) -> SecretBytes? {
        guard self.encoding == nil, let length = scheme.length else { return encoding.decode(data) }
        return PasswordEncoding.decode(data, expecting: length)
    }
}
