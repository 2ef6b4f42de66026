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
    let settings: Settings
    /// The login name, as it was sent.
    let user: [UInt8]

    /// Answers `request` from `directory`, whose store answers before it returns, and ends the program.
    func give(to request: consuming CheckpasswordRequest, from directory: AccountDirectory) -> Never {
        let request = request
        switch caller {
        case .other, .dovecotVerifying:
            directory.login(user) { login in end(login.verdict(on: request.password), password: nil) }
        case .dovecotLookingUp(.credentials):
            directory.credentials(user) { entry in
                var entry = entry
                let password = entry.password.take()
                end(entry.verdict, password: password)
            }
        case .dovecotLookingUp(.userdb):
            directory.userdb(user) { verdict in
                switch verdict {
                case .found(let account): send(account, password: nil)
                case .unknown: refuse(.unknown)
                case .temporaryFailure(let failure): end(.temporaryFailure, because: failure.description)
                }
            }
        }
        end(.temporaryFailure, because: "the database did not answer")
    }

    private func end(_ verdict: LoginVerdict, password: consuming SecretBytes?) -> Never {
        switch verdict {
        case .allowed(let account): send(account, password: password)
        case .denied(.states(let states)) where states != [.catchall]:
            end(.refused, because: "\(printable(user)): the login is denied: \(Denial.states(states))")
        case .denied: refuse(.refused)
        case .unknown: refuse(.unknown)
        case .temporaryFailure(let failure): end(.temporaryFailure, because: failure.description)
        }
    }

    private func send(_ account: Account, password: consuming SecretBytes?) -> Never {
        send(
            Reply(
                user: account.name.description, home: account.home, uid: account.uid, gid: account.gid,
                mail: account.mail, password: password))
    }

    /// Refuses the user; the log says so only of a name that no account can have.
    private func refuse(_ outcome: Outcome) -> Never {
        var reason: String?
        do throws(AccountNameError) {
            _ = try AccountName(login: user, myhostname: settings.myhostname)
        } catch .noDomain {
            // A local user, in all likelihood, whom the next passdb knows.
        } catch {
            reason = "the login name \"\(printable(user))\" \(error)"
        }
        end(outcome, because: reason)
    }

    func end(_ outcome: Outcome, because reason: String? = nil) -> Never {
        VmailCheckpassword.end(outcome, for: caller, because: reason)
    }
}
