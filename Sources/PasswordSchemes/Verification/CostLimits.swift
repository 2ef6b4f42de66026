/// The most that verifying one password may cost. A hash that costs more is refused before it is computed.
///
/// The limits are inclusive. The defaults are many times the cost of the hashes that the usual tools make by default, and
/// keep a hash to some seconds of one core.
public struct CostLimits: Equatable, Sendable {
    /// Argon2 memory in bytes (`m=`, which counts KiB). The default is 1 GiB.
    package var argon2Memory = 1 << 30
    /// Argon2 passes over that memory (`t=`).
    package var argon2Iterations = 32
    /// Argon2 lanes (`p=`), which are computed one after the other.
    package var argon2Parallelism = 16
    /// bcrypt's cost, the base-2 logarithm of its rounds (4 to 31).
    package var bcryptCost = 16
    /// Rounds of SHA512-CRYPT and SHA256-CRYPT (1000 to 999,999,999).
    package var shaCryptRounds = 10_000_000
    package var pbkdf2Rounds = 10_000_000
    /// Memory in bytes of yescrypt, gost-yescrypt and scrypt: 128·N·r. The default is 1 GiB.
    package var scryptMemory = 1 << 30
    /// How often yescrypt, gost-yescrypt and scrypt may go through `scryptMemory`. What counts is the work, memory times
    /// passes: a hash of half the memory may go through it twice as often.
    package var scryptPasses = 8
    /// Rounds of Sun MD5, its fixed 4096 included.
    package var sunMD5Rounds = 1_000_000
    /// Iterations of BSDi's extended DES (1 to 16,777,215).
    package var bsdiCount = 1_000_000
    package var sha1CryptIterations = 10_000_000
    package var scramIterations = 10_000_000
    /// The sequence number of OTP, which is the number of times to hash (RFC 2289).
    package var otpSequence = 100_000

    /// The defaults.
    public init() {}
}

extension CostLimits {
    /// The most work of a scrypt hash: 128·N·r·p·(t + 1), in bytes.
    var scryptWork: Int { scryptMemory.saturatingProduct(scryptPasses) }

    static func check(_ what: String, _ value: Int, atMost limit: Int) throws(HashDefect) {
        guard value <= limit else { throw HashDefect { .tooExpensive(scheme: $0, what: what, limit: limit) } }
    }
}

extension Int {
    /// The product of two numbers that are not negative; `Int.max` if it does not fit.
    func saturatingProduct(_ other: Int) -> Int {
        let (product, overflow) = multipliedReportingOverflow(by: other)
        return overflow ? .max : product
    }
}
