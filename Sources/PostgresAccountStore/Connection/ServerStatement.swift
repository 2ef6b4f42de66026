import CPostgres

/// A statement for the server, with the types of its parameters and of its columns.
struct ServerStatement: Sendable {
    /// The type of a parameter or of a column.
    enum ColumnType: Sendable {
        case integer
        case text
        case boolean

        /// The OIDs of pg_type (pg_type.dat): int2, int4 and int8 are integers; text and varchar are text.
        private static let (bool, int8, int2, int4): (Oid, Oid, Oid, Oid) = (16, 20, 21, 23)
        private static let (textOID, varchar): (Oid, Oid) = (25, 1043)

        /// The type of a parameter.
        var parameter: Oid {
            switch self {
            case .integer: Self.int8
            case .text: Self.textOID
            case .boolean: Self.bool
            }
        }

        /// Whether a column of the server's `type` is of this type.
        func accepts(_ type: Oid) -> Bool {
            switch self {
            case .integer: [Self.int8, Self.int4, Self.int2].contains(type)
            case .text: [Self.textOID, Self.varchar].contains(type)
            case .boolean: type == Self.bool
            }
        }
    }

    /// Its name, which the names of its preparations begin with.
    let name: String
    let sql: StaticString
    let parameters: [ColumnType]
    let columns: [ColumnType]
    /// The column with a password, from 0.
    var secretColumn: Int?
}
