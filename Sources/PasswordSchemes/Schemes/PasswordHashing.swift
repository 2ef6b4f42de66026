import SecretBytes

/// Whether a hash is of `password`, which has no NUL. `user` is the full canonical user name, which DIGEST-MD5 hashes too.
typealias Comparison = (_ password: Bytes, _ user: String) throws(HashDefect) -> Bool

/// A scheme's algorithm: it reads and makes the data behind the scheme's name.
protocol PasswordHashing: Sendable {
    /// The comparison with `data`, as long as that is lent. Computes no hash itself.
    ///
    /// Throws if the form of `data` is wrong or its cost above `limits`, so that no such hash is ever computed.
    func comparison(with data: Bytes, limits: CostLimits) throws(HashDefect) -> Comparison

    /// New data for `password`, which is not empty and has no NUL.
    func generate(_ password: Bytes, _ request: GenerationRequest) throws(GenerationError) -> SecretBytes
}
