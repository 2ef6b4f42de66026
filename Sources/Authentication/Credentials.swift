import AccountDatabase
import PasswordSchemes
import SecretBytes

/// What somebody else who compares the password needs: Dovecot, for a dict passdb or for a mechanism such as CRAM-MD5.
public struct Credentials: ~Copyable {
    /// Whether the account may log in, given the right password.
    public let verdict: Verdict<Account>
    /// The canonical name, if what was asked for is one.
    public let name: AccountName?
    /// The account, if its rows make one, whether or not it may log in.
    public let account: Account?
    /// The stored password as `{SCHEME}data`, if it is one that a password could match at a bearable cost.
    public var password: SecretBytes?
}

extension AccountDirectory {
    /// Looks up the stored password of `login`. One that nothing can match, or that costs too much to compute, is not handed out:
    /// the login is denied instead.
    public mutating func credentials(_ login: some Collection<UInt8>) -> Credentials {
        var entry = passdb(login)
        let stored = entry.password.take() ?? SecretBytes(capacity: 0)
        let reason: UnusablePassword
        do throws(UnusablePassword) {
            let password = try PasswordVerifier(settings).dovecotForm(of: stored)
            return Credentials(
                verdict: entry.verdict, name: entry.name, account: entry.account, password: password)
        } catch {
            reason = error
        }
        guard case .allowed(let account) = entry.verdict else {
            return Credentials(verdict: entry.verdict, name: entry.name, account: entry.account, password: nil)
        }
        warn(.unusablePassword(account.name, reason))
        return Credentials(
            verdict: .denied(.unusablePassword(reason)), name: entry.name, account: account, password: nil)
    }
}
