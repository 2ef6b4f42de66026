import AccountAdministration

extension Explanation {
    /// The explanation for people: the rows, what comes of them, and warnings, with a blank line between.
    var text: String {
        var parts = [
            address,
            Self.aligned(rows.isEmpty ? [("Domain", "there is no such domain")] : rows.map { ($0.table, $0.meaning) }),
        ]
        parts.append(Self.aligned(answers))
        if !warnings.isEmpty { parts.append(warnings.map { "warning: \($0)" }.joined(separator: "\n")) }
        return parts.joined(separator: "\n\n")
    }

    private var answers: [(String, String)] {
        var lines = [
            ("login", login.verdict == "allowed" ? "allowed, with the right password" : Self.line(login)),
            ("delivery", Self.line(delivery)),
            ("listed", isListed ? "yes" : "no"),
            ("deny", deny),
        ]
        if let mailbox {
            lines += [
                ("uid", "\(mailbox.uid)"), ("gid", "\(mailbox.gid)"), ("home", mailbox.home), ("mail", mailbox.mail),
            ]
        }
        if let password {
            let strength = password.strength.map { " (\($0))" } ?? ""
            lines.append(("scheme", (password.scheme ?? "none") + strength))
            if let problem = password.problem, problem != login.reason {
                lines.append(("", "nobody can log in: \(problem)"))
            }
        }
        return lines
    }

    private var deny: String {
        switch isLoginOff {
        case true: "yes: no log-in in any passdb behind it either (\"vmailadm login enable\" undoes that)"
        case false: "no"
        case nil: "temporary failure"
        }
    }

    private static func line(_ answer: Answer) -> String {
        answer.reason.map { "\(answer.verdict): \($0)" } ?? answer.verdict
    }

    private static func aligned(_ lines: [(String, String)]) -> String {
        let width = lines.map(\.0.count).max() ?? 0
        return lines.map { name, value in
            name + String(repeating: " ", count: width - name.count + 2) + value
        }.joined(separator: "\n")
    }
}
