import Authentication
import CheckpasswordProtocol
import SecretBytes
import Settings

extension VmailCheckpassword {
    /// The reply to `request`; ends the program where there is none.
    static func answer(to request: borrowing CheckpasswordRequest, from caller: Caller, settings: Settings) -> Reply {
        var directory = AccountDirectory(settings: settings, waiting: .here) { log($0.description) }
        var password: SecretBytes?
        let verdict: Verdict<Account>
        switch caller {
        case .other, .dovecotVerifying:
            verdict = directory.check(request.user, password: request.password)
        case .dovecotLookingUp(.userdb):
            verdict = directory.userdb(request.user)
        case .dovecotLookingUp(.credentials):
            var credentials = directory.credentials(request.user)
            verdict = credentials.verdict
            password = credentials.password.take()
        }
        switch verdict {
        case .allowed(let account):
            return Reply(
                user: account.name.description, home: account.home, uid: account.uid, gid: account.gid,
                mail: account.mail, password: password.take())
        case .denied:
            end(.refused, for: caller, because: complaint(about: request.user, settings: settings))
        case .unknown:
            end(.unknown, for: caller, because: complaint(about: request.user, settings: settings))
        case .temporaryFailure(let failure):
            end(.temporaryFailure, for: caller, because: failure.description)
        }
    }

    /// What is wrong with a name that could be nobody's; nil for one that is only not there.
    private static func complaint(about user: [UInt8], settings: Settings) -> String? {
        do throws(AccountNameError) {
            _ = try AccountName(login: user, myhostname: settings.myhostname)
            return nil
        } catch .noDomain {
            // Somebody else's account, in all likelihood: a local user's, for the next passdb.
            return nil
        } catch {
            return "the login name \"\(printable(user))\" \(error)"
        }
    }
}
