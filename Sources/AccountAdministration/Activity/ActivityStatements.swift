import Authentication

/// Sets the `active` of the row ?1 of a table to ?2.
enum ActivityStatements {
    static func update(_ table: ActiveTable) -> StaticString {
        switch table {
        case .Transport: "UPDATE Transport SET active = ?2 WHERE rowid = ?1"
        case .Domain: "UPDATE Domain SET active = ?2 WHERE rowid = ?1"
        case .Address: "UPDATE Address SET active = ?2 WHERE rowid = ?1"
        case .VMailbox: "UPDATE VMailbox SET active = ?2 WHERE rowid = ?1"
        case .VAlias: "UPDATE VAlias SET active = ?2 WHERE rowid = ?1"
        case .Alias: "UPDATE Alias SET active = ?2 WHERE rowid = ?1"
        case .Sender: "UPDATE Sender SET active = ?2 WHERE sndNum = ?1"
        }
    }
}
