import PasswordSchemes

extension Settings {
    /// Every name that a settings file may use.
    enum Name: String, CaseIterable {
        case database, socket
        case socketMode = "socket_mode"
        case vmailRoot = "vmail_root"
        case gid, mail
        case firstValidUID = "first_valid_uid"
        case defaultScheme = "default_scheme"
        case myhostname
        case busyTimeout = "busy_timeout"
        case maxArgon2Memory = "max_argon2_memory"
        case maxArgon2Passes = "max_argon2_passes"
        case maxArgon2Lanes = "max_argon2_lanes"
        case maxBcryptCost = "max_bcrypt_cost"
        case maxSHACryptRounds = "max_sha_crypt_rounds"
        case maxPBKDF2Rounds = "max_pbkdf2_rounds"
        case maxScryptMemory = "max_scrypt_memory"
        case maxScryptPasses = "max_scrypt_passes"
        case maxSunMD5Rounds = "max_sunmd5_rounds"
        case maxBSDiRounds = "max_bsdi_rounds"
        case maxSHA1CryptRounds = "max_sha1_crypt_rounds"
        case maxSCRAMRounds = "max_scram_rounds"
        case maxOTPSequence = "max_otp_sequence"
    }

    /// Sets one setting from the text that a file gives for it.
    mutating func set(_ name: Name, to value: String) throws(InvalidValue) {
        switch name {
        case .database: database = try absolutePath(value)
        case .socket: socket = try socketPath(value)
        case .socketMode: socketMode = try mode(value)
        case .vmailRoot: vmailRoot = try directory(value)
        case .gid: gid = try identifier(value)
        case .mail: mail = try mailLocation(value)
        case .firstValidUID: firstValidUID = try identifier(value)
        case .defaultScheme: defaultScheme = try scheme(value)
        case .myhostname: myhostname = try hostname(value)
        case .busyTimeout: busyTimeout = try seconds(value)
        case .maxArgon2Memory: limits.argon2Memory = try mebibytes(value)
        case .maxArgon2Passes: limits.argon2Iterations = try limit(value)
        case .maxArgon2Lanes: limits.argon2Parallelism = try limit(value)
        case .maxBcryptCost: limits.bcryptCost = try limit(value)
        case .maxSHACryptRounds: limits.shaCryptRounds = try limit(value)
        case .maxPBKDF2Rounds: limits.pbkdf2Rounds = try limit(value)
        case .maxScryptMemory: limits.scryptMemory = try mebibytes(value)
        case .maxScryptPasses: limits.scryptPasses = try limit(value)
        case .maxSunMD5Rounds: limits.sunMD5Rounds = try limit(value)
        case .maxBSDiRounds: limits.bsdiCount = try limit(value)
        case .maxSHA1CryptRounds: limits.sha1CryptIterations = try limit(value)
        case .maxSCRAMRounds: limits.scramIterations = try limit(value)
        case .maxOTPSequence: limits.otpSequence = try limit(value)
        }
    }
}

/// Why a value can't be what it was given for.
struct InvalidValue: Error, Equatable {
    let wanted: String
}

private func absolutePath(_ value: String) throws(InvalidValue) -> String {
    guard value.utf8.first == UInt8(ascii: "/"), !value.utf8.contains(0) else {
        throw InvalidValue(wanted: "a path that begins with /")
    }
    return value
}

/// The size of `sun_path` in `struct sockaddr_un` (unix(7)), less the NUL at its end and less what vmail-dictd puts behind the
/// path for the moment before the socket is at its place.
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

/// A uid or gid; 0 is root's and 2³² − 1 means "none" to the kernel.
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
            wanted: "a password scheme that there is, without braces, such as CRYPT (see vmailadm pw -l)")
    }
    return value
}

private func hostname(_ value: String) throws(InvalidValue) -> String {
    let name = value.lowercased()
    let allowed = name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "@") }
    guard allowed, (1...255).contains(name.utf8.count), name.utf8.first != UInt8(ascii: ".") else {
        throw InvalidValue(wanted: "a host name, such as mail.example.com")
    }
    return name
}

private func seconds(_ value: String) throws(InvalidValue) -> Int {
    guard let number = Int(value), (0...60).contains(number) else {
        throw InvalidValue(wanted: "whole seconds from 0 to 60")
    }
    return number
}

/// A limit on what a hash may cost; the largest that any scheme can count to fits.
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
