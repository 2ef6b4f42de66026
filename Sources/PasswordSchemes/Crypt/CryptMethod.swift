/// The hashing methods of libxcrypt, crypt(5).
enum CryptMethod: Sendable {
    case yescrypt, gostYescrypt, scrypt, bcrypt, sha512, sha256, sha1, sunMD5, md5, nt, bsdi, des

    /// The method of crypt(3) for `setting`, which the first bytes select; nil if there is none.
    init?(of setting: UnsafeRawBufferPointer) {
        if let method = Self.prefixed.first(where: { setting.starts(with: $0.prefix) }) {
            self = method
        } else {
            guard setting.count >= 2, setting.prefix(2).allSatisfy(CryptBase64.contains) else { return nil }
            self = .des
        }
    }

    /// Every method that has a prefix.
    static var prefixed: [CryptMethod] {
        [.yescrypt, .gostYescrypt, .scrypt, .bcrypt, .sha512, .sha256, .sha1, .sunMD5, .md5, .nt, .bsdi]
    }

    /// The beginning of the method's hashes.
    var prefix: StaticString {
        switch self {
        case .yescrypt: "$y$"
        case .gostYescrypt: "$gy$"
        case .scrypt: "$7$"
        case .bcrypt: "$2"
        case .sha512: "$6$"
        case .sha256: "$5$"
        case .sha1: "$sha1"
        case .sunMD5: "$md5"
        case .md5: "$1$"
        case .nt: "$3$"
        case .bsdi: "_"
        case .des: ""
        }
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
}
