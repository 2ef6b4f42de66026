/// The content of an `active` column. SQLite lets anything in; what it means is `Policy`'s to say.
public enum ActiveValue: Equatable, Sendable {
    /// An integer, as it should be.
    case integer(Int64)
    /// NULL.
    case null
    /// Text, a blob or a real number.
    case notAnInteger
}
