import AccountStore

/// What to do about tables or columns that are not as they should be.
let schemaAdvice = "compare its tables with schema-postgresql.sql"

extension StoreError {
    /// The error for a `failure` of the server.
    init(_ failure: ServerFailure, database: String) {
        let (kind, advice) = Self.meaning(of: failure)
        self.init(kind, database: database, problem: failure.message, advice: advice)
    }

    /// The error of a name that two rows have, in tables without a key.
    static func twoRows(_ database: String) -> StoreError {
        StoreError(
            .wrongSchema, database: database, problem: "has more than one row for the same name", advice: schemaAdvice)
    }

    /// The error for a column of another type.
    init(wrongColumn column: String, database: String) {
        self.init(
            .wrongSchema, database: database, problem: "is not the HOWTO's database (the type of \(column) is another)",
            advice: schemaAdvice)
    }

    /// The table from SQLSTATEs (appendix A of PostgreSQL's manual) to kinds, with the advice where the kind's own does not fit.
    private static func meaning(of failure: ServerFailure) -> (Kind, advice: String?) {
        guard case .error(let state, _) = failure.cause else {
            return switch failure.cause {
            case .client: (.other, "correct the setting \"database\"")
            // libpq says so, too, where it ignores the passfile.
            case .connection where failure.message.contains("no password supplied"):
                (.notPermitted, "check that the passfile has a line for it, belongs to this user and has mode 0600")
            default: (.unreachable, nil)
            }
        }
        switch state {
        case "3D000": return (.missing, "make it with \"createdb\" and schema-postgresql.sql, or correct \"database\"")
        case "28P01", "28000": return (.notPermitted, "check the role, its password and pg_hba.conf")
        case "42501": return (.notPermitted, "grant the role vmail_reader to the one that vmail-dictd logs in with")
        case "42P01", "42703", "0A000", "42883", "42804":
            return (.wrongSchema, "\(schemaAdvice), and the role's search_path with their schema")
        case "26000":
            return (.other, "do not use pgbouncer in transaction mode: it forgets prepared statements")
        case "57014", "55P03": return (.other, "find out which session holds a lock on the tables (pg_locks)")
        case "53300": return (.unreachable, "raise max_connections")
        default:
            return failure.remedy == .nextServer ? (.unreachable, nil) : (.other, nil)
        }
    }
}
