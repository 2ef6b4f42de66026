import SecretBytes

/// An algorithm without salt and cost: the password and, for DIGEST-MD5, the user's full canonical name determine the data.
///
/// Accepts all data: the registry knows its length.
struct UnsaltedScheme: PasswordHashing {
    var hashesUser = false
    let hash: @Sendable (_ password: Bytes, _ user: String) -> SecretBytes

    func comparison(with data: Bytes, limits: CostLimits) -> Comparison {
        { password, user in hash(password, user).isEqual(to: data) }
    }

    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes {
        try request.expectNoRounds()
        let user = request.user ?? ""
        if hashesUser, user.isEmpty { throw .userNeeded(scheme: request.scheme) }
        return hash(password, user)
    }

    /// PLAIN, CLEAR and CLEARTEXT: the password itself.
    static let plain = UnsaltedScheme { password, _ in SecretBytes(copying: password) }

    /// SHA, SHA1, SHA256, SHA512, PLAIN-MD4, PLAIN-MD5, LDAP-MD5: the digest of the password.
    static func digest(_ algorithm: DigestAlgorithm) -> UnsaltedScheme {
        UnsaltedScheme { password, _ in algorithm.digest(password) }
    }
}
