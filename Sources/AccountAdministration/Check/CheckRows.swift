import Authentication
import PasswordSchemes
import SecretBytes
import TerminalText

extension CheckReport {
    mutating func checkTypes(in database: borrowing MailDatabase) throws(AdministrationError) {
        let problems = try database.rows(CheckRowStatements.types) { row in
            let count = row.integer(2) ?? 0
            let kind = row.string(1) == "null" ? "NULL" : "a value of type \(row.string(1) ?? "")"
            let place =
                count == 1 ? "row \(row.integer(3) ?? 0)" : "\(count) rows, the first of them \(row.integer(3) ?? 0),"
            return "\(row.string(0) ?? ""): \(place) has \(kind); correct it"
        }
        add(.types, problems: problems, otherwise: "every column has values of its type")
    }

    mutating func checkOrphans(in database: borrowing MailDatabase) throws(AdministrationError) {
        let problems = try database.rows(CheckRowStatements.orphans) { row in
            let (table, column, other) = (row.string(0) ?? "", row.string(2) ?? "", row.string(4) ?? "")
            return
                "\(table) row \(row.integer(1) ?? 0): \(column) \(row.stored(3)) is not in \(other); correct or delete the row"
        }
        add(.orphans, problems: problems, otherwise: "every reference leads to a row")
    }

    mutating func checkClasses(in database: borrowing MailDatabase) throws(AdministrationError) {
        let lowest = database.settings.firstValidUID
        let problems = try database.rows(CheckRowStatements.classes) { row -> String? in
            let name = printable(row.text(0) ?? [])
            let domClass = row.integer(1)
            if let domClass, domClass >= Int64(lowest), domClass < Int64(UInt32.max) { return nil }
            if row.integer(2) == 1 {
                return TemporaryFailure.unusableClass(domain: name, domClass: domClass, firstValidUID: lowest)
                    .description
            }
            return
                "domain \(name): domClass \(row.stored(1)) is neither 0 (foreign), 1 (local), 2 (relay), 3 (alias) nor a uid "
                + "from first_valid_uid, \(lowest), upwards; correct it"
        }
        add(.classes, problems: problems, otherwise: "every domain has a class that fits what is in it")
    }

    /// Counts the passwords by scheme, and names each account without a usable one.
    mutating func checkPasswords(in database: borrowing MailDatabase) throws(AdministrationError) {
        let verifier = PasswordVerifier(database.settings)
        let accounts = try database.rows(CheckRowStatements.passwords) { row in
            let stored = row.secretText(1) ?? SecretBytes(capacity: 0)
            return (name: printable(row.text(0) ?? []), password: StoredPassword(stored, verifier))
        }
        let usable = accounts.map(\.password).filter { $0.problem == nil }
        for strength in [SchemeStrength.strong, .weak, .clear] {
            let schemes = usable.filter { $0.strength == strength.rawValue }.map { $0.scheme ?? "" }
            let counts = Dictionary(grouping: schemes, by: \.self).mapValues(\.count)
            for (scheme, count) in counts.sorted(by: { $0.key < $1.key }) {
                let passwords = "\(count) {\(scheme)} \(count == 1 ? "password" : "passwords")"
                switch strength {
                case .strong: tell(.passwords, passwords)
                case .weak: add(.passwords, problems: ["\(passwords), a weak scheme; set new ones"])
                case .clear: add(.passwords, problems: ["\(passwords), stored in clear; set new ones"])
                }
            }
        }
        let unusable = accounts.map { account in
            account.password.problem.map {
                "\(account.name): its logins fail: \($0); \"vmailadm mailbox passwd\" sets a new one"
            }
        }
        if accounts.isEmpty { tell(.passwords, "there are no mailboxes") }
        add(.passwords, problems: unusable)
    }

    /// Lists the blocked logins. They are no mistake, but are easily forgotten.
    mutating func tellBlockedLogins(in database: borrowing MailDatabase) throws(AdministrationError) {
        let blocked = try database.blockedLogins()
        for login in blocked {
            let accounts =
                login.address == nil
                ? "all accounts of domain \(printable(login.account.utf8))" : printable(login.account.utf8)
            tell(.logins, "\(accounts): logins are blocked (-1)")
        }
        if blocked.isEmpty { tell(.logins, "no account is blocked") }
    }

    /// RFC 2142's addresses, which the HOWTO adds to every domain that is not local.
    mutating func checkRoles(in database: borrowing MailDatabase) throws(AdministrationError) {
        let problems = try database.rows(CheckRowStatements.roles) { row -> String? in
            let missing = [(row.integer(1), "postmaster"), (row.integer(2), "abuse")].filter { $0.0 == 0 }.map(\.1)
            // A domain that takes no new mail needs none.
            let effect = row.active(3, of: .Domain).effect
            guard !missing.isEmpty, effect == .on || effect == .loginBlocked else { return nil }
            let what = missing.count == 2 ? "neither postmaster nor abuse" : "no address \(missing[0])"
            return "domain \(printable(row.text(0) ?? [])): has \(what)"
        }
        add(.roles, problems: problems, otherwise: "every domain has postmaster and abuse")
    }
}
