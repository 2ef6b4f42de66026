import AccountDatabase
import Authentication
import PasswordSchemes
import SecretBytes
import Settings

extension Explanation {
    /// Explains `login`, as a user or a delivery would give it. The verdicts are those of ``AccountDirectory``, which the
    /// servers ask.
    public static func make(of login: String, settings: Settings) throws(AdministrationError) -> Explanation {
        let (localpart, domain) = try names(of: login, settings: settings)
        var explanation = Explanation(
            address: "\(localpart)@\(domain)", login: Answer(verdict: "", reason: nil),
            delivery: Answer(verdict: "", reason: nil))
        let mailboxNumber = try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            try explanation.readRows(localpart: localpart, domain: domain, from: database)
        }
        explanation.ask(settings, mailboxNumber: mailboxNumber)
        return explanation
    }

    /// The two parts that are looked up; the first is empty for a catchall, which is no account but has rows.
    private static func names(
        of login: String, settings: Settings
    ) throws(AdministrationError) -> (localpart: String, domain: String) {
        do throws(AccountNameError) {
            let name = try AccountName(login: login.utf8, myhostname: settings.myhostname)
            return (name.localpart, name.domain)
        } catch .emptyLocalpart {
            return ("", String(login.dropFirst()).lowercased())
        } catch {
            throw AdministrationError(
                .data, "\"\(printable(login.utf8))\" \(error), so it is never looked up: no account here has that name")
        }
    }

    /// Asks what Dovecot would ask.
    private mutating func ask(_ settings: Settings, mailboxNumber: Int64?) {
        let notices = Notices()
        var directory = AccountDirectory(settings: settings, waiting: .here) { notices.add($0.description) }
        var entry = directory.passdb(address.utf8)
        let credentials = directory.credentials(address.utf8)
        login = Answer(credentials.verdict, granted: "allowed")
        let userdb = directory.userdb(address.utf8)
        delivery = Answer(userdb, granted: "found")
        if case .allowed(let isOff) = directory.isLoginOff(address.utf8) { isLoginOff = isOff }
        if case .temporaryFailure(.database) = userdb { isUnanswered = true }
        if let account = entry.account {
            mailbox = Mailbox(uid: account.uid, gid: account.gid, home: account.home, mail: account.mail)
        }
        if let mailboxNumber {
            password = Password(entry.password.take() ?? SecretBytes(capacity: 0), settings: settings)
            let (before, isFirst) = mailboxNumber.subtractingReportingOverflow(1)
            let page = isFirst ? nil : try? directory.users(after: before, limit: 1)
            isListed = page?.names.contains { $0.description == address } ?? false
        }
        warnings += notices.lines
    }
}

/// What the directory warns of, each once.
private final class Notices {
    private(set) var lines: [String] = []

    func add(_ line: String) {
        if !lines.contains(line) { lines.append(line) }
    }
}

extension Explanation.Password {
    init(_ stored: borrowing SecretBytes, settings: Settings) {
        let verifier = PasswordVerifier(settings)
        scheme = verifier.schemeName(of: stored)
        strength = verifier.strength(of: stored).map { $0.rawValue }
        problem = verifier.reasonUnusable(stored)?.description
    }
}

extension Explanation.Answer {
    init(_ verdict: Verdict<Account>, granted: String) {
        switch verdict {
        case .allowed: self.init(verdict: granted, reason: nil)
        case .denied(let denial): self.init(verdict: "denied", reason: denial.explanation)
        case .unknown: self.init(verdict: "unknown", reason: nil)
        case .temporaryFailure(let failure): self.init(verdict: "temporary failure", reason: failure.description)
        }
    }
}

extension Denial {
    /// The reason, for the administrator.
    fileprivate var explanation: String {
        switch self {
        case .state(let states): states.compactMap(\.explanation).joined(separator: "; ")
        case .catchall: "it is a catchall, and nobody's login"
        case .wrongPassword: "another password is stored"
        case .unusablePassword(let reason): reason.description
        }
    }
}

extension AccountState {
    /// What it says against a login; nil if nothing.
    fileprivate var explanation: String? {
        switch self {
        case .missing, .domainOff: nil
        case .mailboxOff: "VMailbox.active is 0"
        case .addressOff: "Address.active is 0"
        case .loginOff: "an active is -1, which switches log-ins off"
        case .undecided(let table): "\(table).active is no whole number"
        case .catchall: "it is a catchall"
        }
    }
}
