extension CryptMethod {
    /// What crypt_gensalt(3) takes as a method's count.
    struct Cost {
        var lowest: Int
        var highest: Int
        /// What is used if none is asked for; 0 is libxcrypt's own choice.
        var standard: Int
    }

    /// The counts that may be asked for within `limits`; nil if the method has none.
    ///
    /// Dovecot's defaults for bcrypt (5) and SHA-crypt (5,000), which are libxcrypt's as well, are too low for what is called
    /// strong: these take about as long as yescrypt's.
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
    var newPrefix: String {
        switch self {
        case .bcrypt: "$2y$"
        default: prefix.description
        }
    }
}
