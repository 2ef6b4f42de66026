/// Why a scheme cannot use a hash. `UnusablePassword` is the same with the scheme's name.
enum HashDefect: Error {
    case empty
    case locked
    case malformed
    case unsupported(String)
    case tooExpensive(what: String, limit: Int)
    case notComputed

    /// The same with the scheme's name.
    func named(_ scheme: String) -> UnusablePassword {
        switch self {
        case .empty: .empty
        case .locked: .locked
        case .malformed: .malformed(scheme: scheme)
        case .unsupported(let what): .unsupported(scheme: scheme, what: what)
        case .tooExpensive(let what, let limit): .tooExpensive(scheme: scheme, what: what, limit: limit)
        case .notComputed: .notComputed(scheme: scheme)
        }
    }
}
