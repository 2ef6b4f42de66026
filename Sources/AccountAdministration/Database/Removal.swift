import AccountStore
import SQLiteAccountStore

/// The rows that are removed or changed with one, found by doing it: an error rolls all of it back.
struct Removal {
    private let subject: String
    /// The rows that the command names.
    var own: [Change] = []
    /// The rows that referred to them, and were removed or changed as well.
    var referrers: [Change] = []
    var notes: [String] = []

    /// An empty removal. `subject` begins the text of an error.
    init(of subject: String) { self.subject = subject }

    /// What was done. Throws if other rows referred to the row and `cascade` is false.
    func report(cascade: Bool) throws(AdministrationError) -> ChangeReport {
        guard cascade || referrers.isEmpty else {
            let count = referrers.count == 1 ? "1 row refers" : "\(referrers.count) rows refer"
            throw AdministrationError(
                .no, "\(subject): \(count) to it; --cascade also makes the changes listed here", referrers: referrers)
        }
        var report = ChangeReport()
        report.changes = referrers + own
        report.notes = notes
        return report
    }
}

/// A row of Domain, by number and name.
struct DomainName {
    let number: Int64
    let name: String

    /// 0 domNum, 1 domName.
    init(_ row: borrowing Statement) {
        number = row.integer(0) ?? 0
        name = row.string(1) ?? "(no text)"
    }
}

/// A row of Address, by number and name.
struct AddressName: Hashable {
    let number: Int64
    let name: String

    /// 0 addNum, 1 addLocalpart, 2 domName.
    init(_ row: borrowing Statement) {
        number = row.integer(0) ?? 0
        name = "\(row.string(1) ?? "(no text)")@\(row.string(2) ?? "(no text)")"
    }
}
