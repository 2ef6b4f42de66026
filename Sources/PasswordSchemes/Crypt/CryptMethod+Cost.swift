extension CryptMethod {
    /// The range of a method's count, as crypt_gensalt(3) accepts it.
    struct Cost {
        var lowest: Int
        var highest: Int
        /// The count if none is requested.
        var standard: Int
    }

    /// The range of counts within `limits`; nil if the method has no count.
    ///
    /// The defaults of Dovecot and libxcrypt for bcrypt (5) and SHA-crypt (5,000) are too low for a strong hash. These take
    /// about as long as yescrypt's.
    func cost(_ limits: CostLimits) -> Cost? {
        switch self {
        case .yescrypt, .gostYescrypt: Cost(lowest: 1, highest: 11, standard: 5)
        case .scrypt: Cost(lowest: 6, highest: 11, standard: 7)
        case .bcrypt: Cost(lowest: 4, highest: min(31, limits.bcryptCost), standard: 10)
        case .sha512, .sha256:
            Cost(lowest: 1000, highest: min(999_999_999, limits.shaCryptRounds), standard: 100_000)
        case .sha1: Cost(lowest: 4, highest: limits.sha1CryptIterations, standard: 262_144)
        // libxcrypt adds up to 65,535, and the method 4096.
        case .sunMD5: Cost(lowest: 32_768, highest: limits.sunMD5Rounds &- (65_535 + 4096), standard: 32_768)
        // libxcrypt makes even counts odd.
        case .bsdi: Cost(lowest: 1, highest: limits.bsdiCount &- 1, standard: 725)
        case .md5, .nt, .des: nil
        }
    }

    /// The prefix that selects the method for a new hash.
    var newPrefix: String { self == .bcrypt ? "$2y$" : prefix.description }
}
