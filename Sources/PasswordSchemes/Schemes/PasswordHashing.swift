import SecretBytes

/// A scheme's algorithm: it reads and makes the data behind the scheme's name.
protocol PasswordHashing: Sendable {
    /// Throws if the form of `data` is wrong or its cost above `limits`. Computes no hash.
    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) throws(HashDefect)

    /// Whether `data` is of `password`. Called only with data that passed `screen`, and a password without NUL.
    func matches(
        _ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String
    ) throws(HashDefect) -> Bool

    /// New data for `password`, which is not empty and has no NUL.
    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes

    /// The strength of `data`; nil if all data of the scheme has the same.
    func strength(of data: UnsafeRawBufferPointer) -> SchemeStrength?

    /// The number of a password's bytes that count; nil for all.
    var significantBytes: Int? { get }

    /// True if the highest bit of a password's bytes does not count.
    var ignoresEighthBit: Bool { get }
}

extension PasswordHashing {
    func strength(of data: UnsafeRawBufferPointer) -> SchemeStrength? { nil }
    var significantBytes: Int? { nil }
    var ignoresEighthBit: Bool { false }
}

/// An algorithm without salt and cost: the password and the user's name determine the data.
protocol UnsaltedHashing: PasswordHashing {
    /// The data for `password`. `user` is the full canonical user name.
    func hash(_ password: UnsafeRawBufferPointer, user: String) -> SecretBytes
}

extension UnsaltedHashing {
    /// Accepts all data: the registry knows its length.
    func screen(_ data: UnsafeRawBufferPointer, limits: CostLimits) {}

    func matches(_ password: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer, user: String) -> Bool {
        hash(password, user: user).isEqual(to: data)
    }

    func generate(
        _ password: UnsafeRawBufferPointer, _ request: GenerationRequest
    ) throws(GenerationDefect) -> SecretBytes {
        try request.expectNoRounds()
        return hash(password, user: request.user ?? "")
    }
}
