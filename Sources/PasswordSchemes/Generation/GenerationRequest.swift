/// What making a hash needs beside the password.
struct GenerationRequest {
    /// The longest password that is hashed, in bytes: crypt(3) takes no longer one (CRYPT_MAX_PASSPHRASE_SIZE), and a
    /// checkpassword request carries no longer one.
    static let maximumPasswordLength = 511

    /// The cost that was asked for, in the scheme's own measure; nil for its default.
    var rounds: Int?
    /// The user's full name.
    var user: String?
    var limits: CostLimits

    /// The rounds to use: those asked for, if they are from `lowest` to `highest`, or `standard`.
    func rounds(
        from lowest: Int, to highest: Int, otherwise standard: Int
    ) throws(GenerationDefect) -> Int {
        let rounds = rounds ?? min(standard, highest)
        guard rounds >= lowest, rounds <= highest else { throw .roundsOutOfRange(lowest: lowest, highest: highest) }
        return rounds
    }

    /// Throws if rounds were asked for, of a scheme that has no such number.
    func expectNoRounds() throws(GenerationDefect) {
        guard rounds == nil else { throw .noRounds }
    }
}

/// Why a scheme can't make a hash; `GenerationError` is the same with the scheme's name.
enum GenerationDefect: Error {
    case roundsOutOfRange(lowest: Int, highest: Int)
    case noRounds
    case userNeeded
    case notComputed
}
