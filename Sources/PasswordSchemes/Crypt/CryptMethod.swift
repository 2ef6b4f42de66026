/// The hashing methods of libxcrypt, crypt(5), by the beginning of their hashes.
enum CryptMethod: String, CaseIterable, Sendable {
    case yescrypt = "$y$"
    case gostYescrypt = "$gy$"
    case scrypt = "$7$"
    case bcrypt = "$2"
    case sha512 = "$6$"
    case sha256 = "$5$"
    case sha1 = "$sha1"
    case sunMD5 = "$md5"
    case md5 = "$1$"
    case nt = "$3$"
    case bsdi = "_"
    // Last, because it fits everything.
    case des = ""

    /// The method of crypt(3) for `setting`, which the first bytes select; nil if there is none.
    init?(of setting: Bytes) {
        guard let method = Self.allCases.first(where: { setting.starts(with: $0.rawValue.utf8) }),
            method != .des || (setting.count >= 2 && setting.prefix(2).allSatisfy(CryptBase64.contains))
        else { return nil }
        self = method
    }

    /// The strength of its hashes: weak if crypt(5) advises against new ones.
    var strength: SchemeStrength {
        switch self {
        case .yescrypt, .gostYescrypt, .scrypt, .bcrypt, .sha512, .sha256: .strong
        case .sha1, .sunMD5, .md5, .nt, .bsdi, .des: .weak
        }
    }

    /// The number of a password's bytes that count; nil for all.
    var significantBytes: Int? { self == .bcrypt ? 72 : self == .des ? 8 : nil }

    /// True if the highest bit of a password's bytes does not count.
    var ignoresEighthBit: Bool { self == .des || self == .bsdi }

    /// The counts that crypt_gensalt(3) accepts, within `limits`, and the one if none is requested; nil if the method has no count.
    ///
    /// The defaults of Dovecot and libxcrypt for bcrypt (5) and SHA-crypt (5,000) are too low for a strong hash. These take
    /// about as long as yescrypt's.
    func counts(_ limits: CostLimits) -> (lowest: Int, highest: Int, standard: Int)? {
        switch self {
        case .yescrypt, .gostYescrypt: (1, 11, 5)
        case .scrypt: (6, 11, 7)
        case .bcrypt: (4, min(31, limits.bcryptCost), 10)
        case .sha512, .sha256: (1000, min(999_999_999, limits.shaCryptRounds), 100_000)
        case .sha1: (4, limits.sha1CryptIterations, 262_144)
        // libxcrypt adds up to 65,535, and the method 4096.
        case .sunMD5: (32_768, limits.sunMD5Rounds &- (65_535 + 4096), 32_768)
        // libxcrypt makes even counts odd.
        case .bsdi: (1, limits.bsdiCount &- 1, 725)
        case .md5, .nt, .des: nil
        }
    }
}
