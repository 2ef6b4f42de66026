/// The hashing methods of libxcrypt, crypt(5).
enum CryptMethod: Sendable {
    case yescrypt, gostYescrypt, scrypt, bcrypt, sha512, sha256, sha1, sunMD5, md5, nt, bsdi, des

    /// The method that crypt(3) would use for `setting`, which it tells by the first bytes.
    init?(of setting: UnsafeRawBufferPointer) {
        for method in Self.prefixed where setting.starts(with: method.prefix) {
            self = method
            return
        }
        guard setting.count >= 2, setting.prefix(2).allSatisfy(CryptBase64.contains) else { return nil }
        self = .des
    }

    /// Every method that has a prefix.
    static var prefixed: [CryptMethod] {
        [.yescrypt, .gostYescrypt, .scrypt, .bcrypt, .sha512, .sha256, .sha1, .sunMD5, .md5, .nt, .bsdi]
    }

    /// What every setting of the method starts with.
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

    /// How well its hashes keep a password, after crypt(5): what it wants no new hashes of is weak.
    var strength: SchemeStrength {
        switch self {
        case .yescrypt, .gostYescrypt, .scrypt, .bcrypt, .sha512, .sha256: .strong
        case .sha1, .sunMD5, .md5, .nt, .bsdi, .des: .weak
        }
    }

    /// How many bytes of a password count; nil for all.
    var significantBytes: Int? {
        switch self {
        case .bcrypt: 72
        case .des: 8
        default: nil
        }
    }
}
