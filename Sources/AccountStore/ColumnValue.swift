/// The content of a column that should have one type. SQLite lets any type in.
public enum ColumnValue: Equatable, Sendable {
    /// NULL.
    case null
    /// An integer.
    case integer(Int64)
    /// Text in UTF-8.
    case text(String)
    /// A blob, a real number, or text that is not UTF-8.
    case other
}
