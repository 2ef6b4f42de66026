import AccountAdministration
import Authentication

extension Explanation: Answer {
    /// The explanation for people: the address, its rows, the answers and the warnings, with an empty line between them.
    var lines: [String] {
        let rows = rows.isEmpty ? [["Domain", "does not exist"]] : rows.map { [$0.table, $0.meaning] }
        let parts = [
            [address], TextTable(rows).lines, TextTable(answers).lines, TextTable(postfixAnswers).lines,
            warnings.map { "warning: \($0)" },
        ]
        return Array(parts.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    private var answers: [[String]] {
        var lines = [
            ["login", login.verdict == "allowed" ? "allowed, with the right password" : Self.line(login)],
            ["delivery", Self.line(delivery)],
            ["listed", isListed ? "yes" : "no"],
            ["deny", deny],
        ]
        if let mailbox {
            lines += [
                ["uid", "\(mailbox.uid)"], ["gid", "\(mailbox.gid)"], ["home", mailbox.home], ["mail", mailbox.mail],
            ]
        }
        if let password {
            let strength = password.strength.map { " (\($0))" } ?? ""
            lines.append(["scheme", (password.scheme ?? "none") + strength])
            if let problem = password.problem, problem != login.reason {
                lines.append(["", "logins fail: \(problem)"])
            }
        }
        return lines
    }

    /// The answers to Postfix, by the parameters of main.cf that ask; without those that are not found.
    private var postfixAnswers: [[String]] {
        var lines = [["recipient", Self.line(postfix.recipient)]]
        if let row = postfix.row, row != address { lines[0][1] += " (by the row of \(row))" }
        for map in PostfixMap.allCases {
            guard let answer = postfix.maps[map.rawValue] else { continue }
            if let failure = answer.failure { lines.append([map.rawValue, "temporary failure: \(failure)"]) }
            guard let value = answer.value else { continue }
            lines.append([map.rawValue, map.isList ? "yes" : value.replacing(",", with: ", ")])
        }
        return lines
    }

    private var deny: String {
        switch isLoginBlocked {
        case true: "yes: no other passdb lets it log in either (\"vmailadm login enable\" undoes that)"
        case false: "no"
        case nil: "temporary failure"
        }
    }

    private static func line(_ answer: Explanation.Answer) -> String {
        answer.reason.map { "\(answer.verdict): \($0)" } ?? answer.verdict
    }
}

extension PostfixMap {
    /// Whether only the presence of a key counts, and not its value.
    fileprivate var isList: Bool {
        switch self {
        case .mydestination, .relayDomains, .virtualAliasDomains, .virtualMailboxDomains, .localRecipientMaps,
            .relayRecipientMaps, .virtualMailboxMaps:
            true
        case .virtualAliasMaps, .transportMaps, .checkRecipientAccess, .senderLoginMaps: false
        }
    }
}
