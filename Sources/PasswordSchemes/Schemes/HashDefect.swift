/// Why a scheme cannot use a hash: an `UnusablePassword` that lacks the scheme's name.
struct HashDefect: Error {
    let named: @Sendable (_ scheme: String) -> UnusablePassword

    static let empty = HashDefect { _ in .empty }
    static let locked = HashDefect { _ in .locked }
    static let malformed = HashDefect { .malformed(scheme: $0) }
    static let notComputed = HashDefect { .notComputed(scheme: $0) }

    static func unsupported(_ what: String) -> HashDefect { HashDefect { .unsupported(scheme: $0, what: what) } }
}
