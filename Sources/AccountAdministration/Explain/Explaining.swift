import Authentication
import PasswordSchemes
import SQLiteAccountStore
import SecretBytes
import Settings
import TerminalText

extension Explanation {
    /// Explains the name `login`. The answers are those of ``AccountDirectory``, which the servers give too.
    package static func make(of login: String, settings: Settings) throws(AdministrationError) -> Explanation {
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

    /// The two parts that are looked up. The localpart of a catchall is empty: it has rows, but is no account.
    private static func names(
        of login: String, settings: Settings
    ) throws(AdministrationError) -> (localpart: String, domain: String) {
        do throws(AccountNameError) {
            let name = try AccountName(login: login.utf8, myhostname: settings.myhostname)
            return (name.localpart, name.domain)
        } catch .emptyLocalpart {
            return ("", String(login.dropFirst()).lowercased())
        } catch {
            throw .data(
                "\"\(printable(login.utf8))\" \(error), so it is never looked up: no account here has that name")
        }
    }

    /// Makes the look-ups of Dovecot and Postfix. This store answers each at once.
    private mutating func ask(_ settings: Settings, mailboxNumber: Int64?) {
        let notices = Notices()
        let store = SQLiteAccountStore(path: settings.database, busyTimeout: Int32(settings.busyTimeout) * 1000)
        let directory = AccountDirectory(settings: settings, store: store) { notices.add($0.description) }
        var answers = self
        directory.passdb(address.utf8) { entry in
            if let account = entry.account {
                answers.mailbox = Mailbox(uid: account.uid, gid: account.gid, home: account.home, mail: account.mail)
            }
            guard mailboxNumber != nil else { return }
            let verifier = PasswordVerifier(settings)
            switch entry.password {
            case .some(let stored): answers.password = StoredPassword(stored, verifier)
            case nil: answers.password = StoredPassword(SecretBytes(capacity: 0), verifier)
            }
        }
        directory.credentials(address.utf8) { answers.login = Answer($0.verdict) }
        directory.userdb(address.utf8) { verdict in
            answers.delivery = Answer(verdict)
            if case .temporaryFailure(.store) = verdict { answers.isUnanswered = true }
        }
        directory.isLoginBlocked(address.utf8) { answers.isLoginBlocked = try? $0.get() }
        if let mailboxNumber {
            let (before, isFirst) = mailboxNumber.subtractingReportingOverflow(1)
            if !isFirst {
                directory.users(after: before, limit: 1) { page in
                    let names = (try? page.get())?.names ?? []
                    answers.isListed = names.contains { $0.description == answers.address }
                }
            }
        }
        answers.postfix = Mail(address, directory)
        if answers.postfix.isUnanswered { answers.isUnanswered = true }
        answers.warnings += notices.lines
        self = answers
    }
}

/// The directory's warnings, each once.
private final class Notices {
    private(set) var lines: [String] = []

    func add(_ line: String) {
        if !lines.contains(line) { lines.append(line) }
    }
}

extension Explanation.Answer {
    init(_ verdict: LoginVerdict) {
        switch verdict {
        case .allowed: self.init(verdict: "allowed", reason: nil)
        case .denied(let denial): self.init(verdict: "denied", reason: denial.description)
        case .unknown: self.init(verdict: "unknown", reason: nil)
        case .temporaryFailure(let failure): self.init(verdict: "temporary failure", reason: failure.description)
        }
    }

    init(_ verdict: DeliveryVerdict) {
        switch verdict {
        case .found: self.init(verdict: "found", reason: nil)
        case .unknown: self.init(verdict: "unknown", reason: nil)
        case .temporaryFailure(let failure): self.init(verdict: "temporary failure", reason: failure.description)
        }
    }
}
