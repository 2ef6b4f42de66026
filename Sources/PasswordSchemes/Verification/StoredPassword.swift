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
    let data: Bytes

    /// Parses `stored` as Dovecot's password_get_scheme and password_scheme_lookup do.
    init(_ stored: Bytes, defaultScheme: String) throws(UnusablePassword) {
        guard let first = stored.first else { throw .empty }
        var scanner = ByteScanner(stored)
        if first == UInt8(ascii: "!") || first == UInt8(ascii: "*") {
            throw .locked
        } else if scanner.skip("{") {
            guard let name = scanner.take(upTo: "}") else { throw .unterminatedScheme }
            do throws(UnusablePassword) {
                (scheme, encoding) = try Self.lookUp(name)
            } catch {
                // It may be a clear password that begins with a brace.
                let isClear = (try? Self.lookUp(defaultScheme.utf8))?.0.strength == .clear
                throw !name.isEmpty && (isClear || scanner.rest.isEmpty) ? .unknownScheme("?") : error
            }
            data = scanner.rest
        } else {
            let assumed = try Self.lookUp(defaultScheme.utf8)
            if let name = BareHash.schemeName(of: stored, inPlaceOf: assumed.0),
                let found = PasswordScheme(uppercase: name)
            {
                (scheme, encoding) = (found, nil)
                data = BareHash.data(of: stored)
            } else {
                (scheme, encoding) = assumed
                data = stored
            }
        }
        guard !data.isEmpty else { throw .empty }
        // A string of Dovecot ends at a NUL, so it would read other data.
        guard data.count <= Self.maximumLength, !data.contains(0) else { throw .malformed(scheme: scheme.name) }
    }

    /// The scheme and the encoding of `name`, which is `SCHEME` or `SCHEME.encoding`.
    static func lookUp(_ name: some Collection<UInt8>) throws(UnusablePassword) -> (PasswordScheme, PasswordEncoding?) {
        // Text that cannot be a scheme's name may be part of a clear password, so it must not reach the log.
        guard name.count <= 32, name.allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit || "-_.".utf8.contains($0) })
        else { throw .unknownScheme("?") }
        let name = String(decoding: name, as: UTF8.self).uppercased()
        let dot = name.firstIndex(of: ".")
        guard let scheme = PasswordScheme(uppercase: String(name[..<(dot ?? name.endIndex)]))
        else { throw .unknownScheme(name) }
        guard let dot else { return (scheme, nil) }
        guard let encoding = PasswordEncoding(suffix: String(name[dot...].dropFirst()))
        else { throw .unknownScheme(name) }
        return (scheme, encoding)
    }

    /// Calls `body` with the data, decoded if it is encoded.
    func withDecoded<Result: ~Copyable>(
        _ body: (Bytes) throws(HashDefect) -> Result
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
