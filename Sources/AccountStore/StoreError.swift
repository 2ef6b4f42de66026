/// Why a store gave no answer. It says nothing about a user: a caller that meets one cannot tell, and says so.
public struct StoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The kind of a failure, as far as a caller or an administrator treats it differently.
    public enum Kind: Equatable, Sendable {
        /// Another program holds a lock. The same question may be answered a moment later.
        case locked
        /// The database does not exist.
        case missing
        /// The database cannot be opened or read with this user's permissions.
        case notPermitted
        /// The database is damaged, or something else than a database.
        case damaged
        /// The tables, columns or constraints of the HOWTO are not there.
        case wrongSchema
        /// The database server does not answer.
        case unreachable
        /// A constraint refused a change.
        case constraint
        /// Any other failure.
        case other
    }

    /// The kind of failure.
    public let kind: Kind
    /// The database, as the administrator names it: a file's path.
    public let database: String
    /// What is wrong, without a bound value.
    public let problem: String
    /// What the administrator can do about it; nil where nothing but the problem helps.
    public let advice: String?

    /// An error of `kind`; `advice` replaces the one that goes with the kind.
    public init(_ kind: Kind, database: String, problem: String, advice: String? = nil) {
        self.kind = kind
        self.database = database
        self.problem = problem
        self.advice = advice ?? kind.advice
    }

    /// One line: the database, what happened, what to do.
    public var description: String { "database \(database): \(problem)" + (advice.map { "; \($0)" } ?? "") }
}

extension StoreError.Kind {
    /// The advice for a failure of this kind of which no more is known.
    var advice: String? {
        switch self {
        case .missing: "make it with \"vmailadm init\", or restore a backup"
        case .notPermitted: "check the permissions of the file and, in WAL mode, of its directory"
        case .damaged: "restore it from a backup with \"vmailadm restore\""
        case .wrongSchema: "run \"vmailadm check\""
        case .unreachable: "check that the database server runs and can be reached"
        case .locked, .constraint, .other: nil
        }
    }
}
