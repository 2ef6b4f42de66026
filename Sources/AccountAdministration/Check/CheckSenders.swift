import Authentication
import TerminalText

extension CheckReport {
    /// Checks the grants to send as other addresses, where the database has them.
    mutating func checkSenders(in database: borrowing MailDatabase) throws(AdministrationError) {
        guard try database.has(.sender) else { return }
        let grants = try database.rows(SenderStatements.all) { row in
            let address = row.text(1)
            let name = "Sender row \(row.stored(0)) as \(printable(address ?? []))"
            var problems: [String] = []
            if row.integer(3) == 0 { problems.append("sndNum \(row.stored(0)) is not in Address; delete the row") }
            if let problem = Self.problem(ofSender: address) { problems.append("\(problem); correct its sndAddress") }
            let active = row.active(2, of: .Sender)
            if active.effect == .invalid { problems.append("\(active.meaning); correct it") }
            return problems.map { "\(name): \($0)" }
        }
        let words = grants.count == 1 ? "1 grant" : "\(grants.count) grants"
        add(.senders, problems: Array(grants.joined()), otherwise: "\(words) to send as another address")
    }

    /// Why no look-up matches a sndAddress; nil if one does.
    private static func problem(ofSender address: [UInt8]?) -> String? {
        guard let address else { return "it is no text" }
        guard let at = address.lastIndex(of: UInt8(ascii: "@")) else { return "it has no @" }
        // @domain is every address of a domain.
        let localpart = at == 0 ? Array("x".utf8) : Array(address[..<at])
        return AccountName.problem(localpart: localpart, domain: Array(address[(at + 1)...]))?.description
    }
}
