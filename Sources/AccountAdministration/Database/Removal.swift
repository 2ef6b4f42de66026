/// The changes that a removal makes. They are collected while they are made, and an error rolls them back.
struct Removal {
    private let subject: String
    /// The changes to the rows that the command names.
    private var own: [Change] = []
    /// The changes to the rows that referred to them.
    private var referrers: [Change] = []
    var notes: [String] = []

    init(of subject: String) { self.subject = subject }

    mutating func record(_ verb: Change.Verb, _ row: String, _ detail: String? = nil) {
        own.append(Change(verb, row, detail))
    }

    mutating func recordReferrer(_ verb: Change.Verb, _ row: String, _ detail: String? = nil) {
        referrers.append(Change(verb, row, detail))
    }

    mutating func note(_ line: String) { notes.append(line) }

    /// The changes. Throws if other rows referred to the row and `cascade` is false.
    func report(cascade: Bool) throws(AdministrationError) -> ChangeReport {
        guard cascade || referrers.isEmpty else {
            let count = referrers.count == 1 ? "1 row refers" : "\(referrers.count) rows refer"
            throw .no("\(subject): \(count) to it; --cascade also makes the changes listed here", referrers: referrers)
        }
        return ChangeReport(changes: referrers + own, notes: notes)
    }
}
