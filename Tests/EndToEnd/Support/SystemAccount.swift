import Testing

/// Accounts of the machine itself; a passwd-file stands in for PAM.
struct SystemAccount: Sendable, CustomTestStringConvertible {
    let name: String
    /// The `Address.active` of `<name>@<myhostname>`, an SQL literal; nil if there is no such row.
    let active: String?
    let login: LoginAnswer

    var testDescription: String { name }

    static let password = "hunter2"

    static let all = [
        SystemAccount(name: "unlisted", active: nil, login: .allowed),
        SystemAccount(name: "ordinary", active: "1", login: .allowed),
        SystemAccount(name: "compromised", active: "-1", login: .denied),
        // The gate is for -1 alone; the system has its own ways to close an account.
        SystemAccount(name: "relocated", active: "0", login: .allowed),
    ]

    static let sql =
        "INSERT INTO Domain (domName, domClass) VALUES ('host.example', 1);\n"
        + all.compactMap { account in
            account.active.map { active in
                """
                INSERT INTO Address (addLocalpart, addDomNum, active)
                    SELECT '\(account.name)', domNum, \(active) FROM Domain WHERE domName = 'host.example';

                """
            }
        }.joined()

    static func passwdFile(home: String) -> String {
        // In the words of 2.3 and of 2.4.
        let mail =
            "userdb_mail=maildir:~/Mail userdb_mail_driver=maildir userdb_mail_path=~/Mail userdb_mail_inbox_path=."
        return all.map { "\($0.name):{PLAIN}\(password):842:800::\(home)/\($0.name)::\(mail)\n" }.joined()
    }
}
