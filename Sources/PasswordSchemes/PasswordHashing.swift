import SecretBytes

/// What every scheme can do with the data behind its name.
protocol PasswordHashing: Sendable {
    /// Throws what makes `data` unusable: its form, or its cost. Computes no hash.
    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect)

    /// Is `password` the one of `data`? Called only with data that passed `screen`, and a password without NUL.
    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool
}
