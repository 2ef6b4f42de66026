import Authentication

/// Sets the `active` of a row to ?1. ?2 is its rowid; of a Sender, ?2 is sndNum and ?3 sndAddress.
enum ActivityStatements {
    static func update(_ table: ActiveTable) -> StaticString {
        switch table {
        case .Transport: "UPDATE Transport SET active = ?1 WHERE rowid = ?2"
        case .Domain: "UPDATE Domain SET active = ?1 WHERE rowid = ?2"
        case .Address: "UPDATE Address SET active = ?1 WHERE rowid = ?2"
        case .VMailbox: "UPDATE VMailbox SET active = ?1 WHERE rowid = ?2"
        case .VAlias: "UPDATE VAlias SET active = ?1 WHERE rowid = ?2"
        case .Alias: "UPDATE Alias SET active = ?1 WHERE rowid = ?2"
        case .Sender: "UPDATE Sender SET active = ?1 WHERE sndNum = ?2 AND sndAddress = ?3"
        }
    }
}
