import SecretBytes

/// What every scheme can do with the data behind its name.
protocol PasswordHashing: Sendable {
    /// Throws what makes `data` unusable: its form, or its cost. Computes no hash.
    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect)

    /// Is `password` the one of `data`? Called only with data that passed `screen`, and a password without NUL.
    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool

    /// New data for `password`, which is not empty and has no NUL.
    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes

    /// How well `data` keeps the password, where that depends on it; nil where it is the same for all of the scheme.
    func strength(of data: UnsafeRawBufferPointer) -> SchemeStrength?

    /// How many bytes of a password count; nil for all.
    var significantBytes: Int? { get }

    /// True if only seven bits of each of a password's bytes count.
    var ignoresEighthBit: Bool { get }
}

extension PasswordHashing {
    func strength(of data: UnsafeRawBufferPointer) -> SchemeStrength? { nil }
    var significantBytes: Int? { nil }
    var ignoresEighthBit: Bool { false }
}
