import AccountStore
import SQLiteAccountStore

/// The rows that go when one is removed, found by removing them: whoever refuses throws, and all of them are there again.
struct Removal {
    private let subject: String
    /// What was to be removed.
    var own: [Change] = []
    /// What referred to it, and had to go or change as well.
    var referrers: [Change] = []
    var notes: [String] = []

    /// Nothing yet; `subject` is what an error begins with.
    init(of subject: String) { self.subject = subject }

    /// What was done; an error if others referred to the row and `cascade` does not allow for that.
    func report(cascade: Bool) throws(AdministrationError) -> ChangeReport {
        guard cascade || referrers.isEmpty else {
            let count = referrers.count == 1 ? "1 row refers" : "\(referrers.count) rows refer"
            throw AdministrationError(
                .no, "\(subject): \(count) to it; --cascade does what is listed here as well", inTheWay: referrers)
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
