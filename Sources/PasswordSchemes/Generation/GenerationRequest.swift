/// The parameters of a new hash, apart from its password.
struct GenerationRequest {
    /// The longest password in bytes: crypt(3) takes no longer one (CRYPT_MAX_PASSPHRASE_SIZE), nor does a checkpassword request.
    static let maximumPasswordLength = 511

    /// The scheme's name, for errors.
    let scheme: String
    /// The requested cost in the scheme's own measure; nil for its default.
    let rounds: Int?
    /// The user's full name.
    let user: String?
    let limits: CostLimits

    /// The requested rounds, or `standard`. Throws if they are not from `lowest` to `highest`.
    func rounds(from lowest: Int, to highest: Int, otherwise standard: Int) throws(GenerationError) -> Int {
        let rounds = rounds ?? min(standard, highest)
        guard rounds >= lowest, rounds <= highest
        else { throw .roundsOutOfRange(scheme: scheme, lowest: lowest, highest: highest) }
        return rounds
    }

    func expectNoRounds() throws(GenerationError) {
        guard rounds == nil else { throw .noRounds(scheme: scheme) }
    }
}
