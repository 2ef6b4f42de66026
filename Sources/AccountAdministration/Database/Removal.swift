/// The changes that a removal makes. They are collected while they are made, and an error rolls them back.
struct Removal {
    private let subject: String
    /// The changes to the rows that the command names, and the notes.
    var own = ChangeReport()
    /// The changes to the rows that referred to them.
    var referrers = ChangeReport()

    init(of subject: String) { self.subject = subject }

    /// The changes. Throws if other rows referred to the row and `cascade` is false.
    func report(cascade: Bool) throws(AdministrationError) -> ChangeReport {
        let count = referrers.changes.count
        guard cascade || count == 0 else {
            let rows = count == 1 ? "1 row refers" : "\(count) rows refer"
            throw .no(
                "\(subject): \(rows) to it; --cascade also makes the changes listed here", referrers: referrers.changes)
        }
        var report = referrers
        report.append(own)
        return report
    }
}
