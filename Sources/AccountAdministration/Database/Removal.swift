/// The changes that a removal makes. They are collected while they are made, and an error rolls them back.
struct Removal {
    private let subject: String
    /// The rows that the command names.
    var own: [Change] = []
    /// The removed or changed rows that referred to them.
    var referrers: [Change] = []
    var notes: [String] = []

    /// An empty removal. `subject` begins the text of an error.
    init(of subject: String) { self.subject = subject }

    /// The changes. Throws if other rows referred to the row and `cascade` is false.
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
