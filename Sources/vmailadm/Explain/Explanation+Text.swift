import AccountAdministration

extension Explanation: Answer {
    /// The explanation for people: the address, its rows, the answers and the warnings, with an empty line between them.
    var lines: [String] {
        let rows = rows.isEmpty ? [["Domain", "does not exist"]] : rows.map { [$0.table, $0.meaning] }
        let parts = [
            [address], TextTable(rows).lines, TextTable(answers).lines, warnings.map { "warning: \($0)" },
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

    private var deny: String {
        switch isLoginOff {
        case true: "yes: no other passdb lets it log in either (\"vmailadm login enable\" undoes that)"
        case false: "no"
        case nil: "temporary failure"
        }
    }

    private static func line(_ answer: Explanation.Answer) -> String {
        answer.reason.map { "\(answer.verdict): \($0)" } ?? answer.verdict
    }
}
