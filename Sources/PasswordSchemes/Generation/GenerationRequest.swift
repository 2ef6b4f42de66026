/// The parameters of a new hash, apart from its password.
struct GenerationRequest {
    /// The longest password in bytes: crypt(3) takes no longer one (CRYPT_MAX_PASSPHRASE_SIZE), nor does a checkpassword request.
    static let maximumPasswordLength = 511

    /// The requested cost in the scheme's own measure; nil for its default.
    var rounds: Int?
    /// The user's full name.
    var user: String?
    var limits: CostLimits

    /// The requested rounds, or `standard`. Throws if they are not from `lowest` to `highest`.
    func rounds(
        from lowest: Int, to highest: Int, otherwise standard: Int
    ) throws(GenerationDefect) -> Int {
        let rounds = rounds ?? min(standard, highest)
        guard rounds >= lowest, rounds <= highest else { throw .roundsOutOfRange(lowest: lowest, highest: highest) }
        return rounds
    }

    /// Throws if rounds are requested.
    func expectNoRounds() throws(GenerationDefect) {
        guard rounds == nil else { throw .noRounds }
    }
}

/// Why a scheme cannot make a hash. `GenerationError` is the same with the scheme's name.
enum GenerationDefect: Error {
    case roundsOutOfRange(lowest: Int, highest: Int)
    case noRounds
    case userNeeded
    case notComputed
}
