import Authentication
import CheckpasswordProtocol
import SecretBytes
import Settings
import TerminalText

/// Sends the verdict to the caller and ends the program.
struct Answer {
    let caller: Caller
    let command: CheckpasswordCommand
    let environment: Environment

    /// Answers `request` from `directory`, whose store answers before it returns, and ends the program.
    func give(to request: consuming CheckpasswordRequest, from directory: AccountDirectory) -> Never {
        let request = request
        switch caller {
        case .other, .dovecotVerifying:
            directory.login(request.user) { login in
                end(login.verdict(on: request.password), password: nil, request.user, directory.settings)
            }
        case .dovecotLookingUp(.credentials):
            directory.credentials(request.user) { entry in
                var entry = entry
                let password = entry.password.take()
                end(entry.verdict, password: password, request.user, directory.settings)
            }
        case .dovecotLookingUp(.userdb):
            directory.userdb(request.user) { verdict in
                switch verdict {
                case .found(let account): send(account, password: nil)
                case .unknown: refuse(.unknown, request.user, directory.settings)
                case .temporaryFailure(let failure): fail(failure)
                }
            }
        }
        VmailCheckpassword.end(.temporaryFailure, for: caller, because: "the database did not answer")
    }

    private func end(
        _ verdict: LoginVerdict, password: consuming SecretBytes?, _ user: [UInt8], _ settings: Settings
    ) -> Never {
        switch verdict {
        case .allowed(let account): send(account, password: password)
        case .denied(.states(let states)) where states != [.catchall]:
            let reason = "\(printable(user)): the login is denied: \(Denial.states(states))"
            VmailCheckpassword.end(.refused, for: caller, because: reason)
        case .denied: refuse(.refused, user, settings)
        case .unknown: refuse(.unknown, user, settings)
        case .temporaryFailure(let failure): fail(failure)
        }
    }

    private func send(_ account: Account, password: consuming SecretBytes?) -> Never {
        let reply = Reply(
            user: account.name.description, home: account.home, uid: account.uid, gid: account.gid, mail: account.mail,
            password: password)
        VmailCheckpassword.send(reply, by: command, environment: environment, for: caller)
    }

    private func fail(_ failure: TemporaryFailure) -> Never {
        VmailCheckpassword.end(.temporaryFailure, for: caller, because: failure.description)
    }

    /// Refuses `user`; the log says so only of a name that no account can have.
    private func refuse(_ outcome: Outcome, _ user: [UInt8], _ settings: Settings) -> Never {
        var reason: String?
        do throws(AccountNameError) {
            _ = try AccountName(login: user, myhostname: settings.myhostname)
        } catch .noDomain {
            // A local user, in all likelihood, whom the next passdb knows.
        } catch {
            reason = "the login name \"\(printable(user))\" \(error)"
        }
        VmailCheckpassword.end(outcome, for: caller, because: reason)
    }
}
