import PasswordSchemes

extension Settings {
    /// Sets one setting from the text that a file gives for it.
    typealias Setter = @Sendable (inout Settings, String) throws(InvalidValue) -> Void

    /// The setter of every name that a settings file may use.
    static let setters: [String: Setter] = [
        "database": setter(\.database, databasePlace),
        "socket": setter(\.socket, socketPath),
        "socket_mode": setter(\.socketMode, mode),
        "postfix_socket": setter(\.postfixSocket, socketPath),
        "postfix_socket_mode": setter(\.postfixSocketMode, mode),
        "recipient_delimiter": setter(\.recipientDelimiter, delimiters),
        "vmail_root": setter(\.vmailRoot, directory),
        "gid": setter(\.gid, identifier),
        "mail": setter(\.mail, mailLocation),
        "first_valid_uid": setter(\.firstValidUID, identifier),
        "default_scheme": setter(\.defaultScheme, scheme),
        "myhostname": setter(\.myhostname, hostname),
        "password_min_length": setter(\.passwordMinLength, characters),
        "hand_out_hashes": setter(\.handsOutHashes, yesOrNo),
        "busy_timeout": setter(\.busyTimeout, seconds),
        "max_argon2_memory": setter(\.limits.argon2Memory, mebibytes),
        "max_argon2_passes": setter(\.limits.argon2Iterations, limit),
        "max_argon2_lanes": setter(\.limits.argon2Parallelism, limit),
        "max_bcrypt_cost": setter(\.limits.bcryptCost, limit),
        "max_sha_crypt_rounds": setter(\.limits.shaCryptRounds, limit),
        "max_pbkdf2_rounds": setter(\.limits.pbkdf2Rounds, limit),
        "max_scrypt_memory": setter(\.limits.scryptMemory, mebibytes),
        "max_scrypt_passes": setter(\.limits.scryptPasses, limit),
        "max_sunmd5_rounds": setter(\.limits.sunMD5Rounds, limit),
        "max_bsdi_rounds": setter(\.limits.bsdiCount, limit),
        "max_sha1_crypt_rounds": setter(\.limits.sha1CryptIterations, limit),
        "max_scram_rounds": setter(\.limits.scramIterations, limit),
        "max_otp_sequence": setter(\.limits.otpSequence, limit),
    ]

    /// The settings whose value may be empty.
    static let mayBeEmpty: Set = ["recipient_delimiter"]

    private static func setter<Value>(
        _ setting: WritableKeyPath<Settings, Value> & Sendable,
        _ parse: @escaping @Sendable (String) throws(InvalidValue) -> Value
    ) -> Setter {
        { (settings, text) throws(InvalidValue) in settings[keyPath: setting] = try parse(text) }
    }
}

/// A value that its setting does not take.
struct InvalidValue: Error, Equatable {
    /// What the setting takes.
    let wanted: String
}

private func databasePlace(_ value: String) throws(InvalidValue) -> String {
    if DatabaseURI(value) != nil, !value.utf8.contains(0) { return value }
    do throws(InvalidValue) { return try absolutePath(value) } catch {
        throw InvalidValue(wanted: "\(error.wanted), or a URI that begins with postgresql://")
    }
}

private func absolutePath(_ value: String) throws(InvalidValue) -> String {
    guard value.utf8.first == UInt8(ascii: "/"), !value.utf8.contains(0) else {
        throw InvalidValue(wanted: "a path that begins with /")
    }
    return value
}

/// The size of `sun_path` in `struct sockaddr_un` (unix(7)), less the NUL at its end and the longest suffix of the temporary name
/// under which vmail-dictd makes the socket.
private let longestSocketPath = 107 - ".4194304".utf8.count

private func socketPath(_ value: String) throws(InvalidValue) -> String {
    guard value.utf8.count <= longestSocketPath else {
        throw InvalidValue(wanted: "a path of at most \(longestSocketPath) bytes")
    }
    return try absolutePath(value)
}

private func directory(_ value: String) throws(InvalidValue) -> String {
    var path = try absolutePath(value)
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    return path
}

private func mode(_ value: String) throws(InvalidValue) -> UInt32 {
    guard let bits = UInt32(value, radix: 8), bits <= 0o777 else {
        throw InvalidValue(wanted: "octal permission bits from 0 to 0777")
    }
    return bits
}

/// A uid or gid: not 0, which is root's, nor 2³² − 1, which means "none" to the kernel.
private func identifier(_ value: String) throws(InvalidValue) -> UInt32 {
    guard let number = UInt32(value), number > 0, number < .max else {
        throw InvalidValue(wanted: "a whole number from 1 to 4294967294")
    }
    return number
}

private func mailLocation(_ value: String) throws(InvalidValue) -> String {
    let parts = value.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty,
        !value.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f })
    else {
        throw InvalidValue(wanted: "driver:path, such as maildir:~/Mail")
    }
    return value
}

private func scheme(_ value: String) throws(InvalidValue) -> String {
    guard PasswordScheme(named: value) != nil else {
        throw InvalidValue(
            wanted: "a known password scheme without braces, such as CRYPT (see vmailadm pw -l)")
    }
    return value
}

private func hostname(_ value: String) throws(InvalidValue) -> String? {
    let name = value.lowercased()
    let allowed = name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") }
    guard allowed, (1...255).contains(name.utf8.count), name.utf8.first != UInt8(ascii: ".") else {
        throw InvalidValue(wanted: "a host name, such as mail.example.com")
    }
    return name
}

/// Postfix takes any bytes. A letter, a digit, a blank or an `@` would cut names to pieces: it is a mistake for another value.
private func delimiters(_ value: String) throws(InvalidValue) -> String {
    guard value.utf8.allSatisfy({ "!\"#$%&'()*+,-./:;<=>?[\\]^_`{|}~".utf8.contains($0) }) else {
        throw InvalidValue(wanted: "punctuation in ASCII without @, such as + or +-, or empty for none")
    }
    return value
}

private func yesOrNo(_ value: String) throws(InvalidValue) -> Bool {
    guard value == "yes" || value == "no" else { throw InvalidValue(wanted: "yes or no") }
    return value == "yes"
}

private func seconds(_ value: String) throws(InvalidValue) -> Int {
    guard let number = Int(value), (0...60).contains(number) else {
        throw InvalidValue(wanted: "whole seconds from 0 to 60")
    }
    return number
}

private func characters(_ value: String) throws(InvalidValue) -> Int {
    guard let number = Int(value), (1...128).contains(number) else {
        throw InvalidValue(wanted: "a whole number of characters from 1 to 128")
    }
    return number
}

/// A limit on the cost of a hash; no scheme counts further than 32 bits.
private func limit(_ value: String) throws(InvalidValue) -> Int {
    guard let number = UInt32(value), number > 0 else {
        throw InvalidValue(wanted: "a whole number from 1 to 4294967295")
    }
    return Int(number)
}

private func mebibytes(_ value: String) throws(InvalidValue) -> Int {
    guard let number = Int(value), (1...1_048_576).contains(number) else {
        throw InvalidValue(wanted: "a whole number of MiB from 1 to 1048576")
    }
    return number << 20
}
