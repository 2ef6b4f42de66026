import AccountStore
import PasswordSchemes
import SecretBytes
import Settings

/// The answer to a login before its password is compared: the passdb's.
public struct PassdbEntry: ~Copyable, Sendable {
    /// The answer, given the right password.
    public let verdict: LoginVerdict
    /// The canonical name; nil if what was asked for is no name.
    public let name: AccountName?
    /// The account, if its rows make one, whether or not it may log in.
    public let account: Account?
    /// `vmPasswd`, if there is one.
    public var password: SecretBytes?

    init(
        verdict: LoginVerdict, name: AccountName? = nil, account: Account? = nil,
        password: consuming SecretBytes? = nil
    ) {
        self.verdict = verdict
        self.name = name
        self.account = account
        self.password = password
    }

    /// What follows from a login that is no account's name.
    init(of error: AccountNameError) {
        let state: AccountState = error == .emptyLocalpart ? .catchall : .missing
        self.init(verdict: Policy.row(state).login == .denied ? .denied(.states([state])) : .unknown)
    }

    /// What follows from the rows of `name`.
    init(of name: AccountName, rows: consuming AccountRows, settings: Settings) {
        let states = rows.states
        var account: Account?
        var failure: TemporaryFailure?
        do throws(TemporaryFailure) {
            if rows.mailbox != nil {
                account = try Account(name: name, domClass: rows.domain?.domClass, settings: settings)
            }
        } catch {
            failure = error
        }
        let verdict: LoginVerdict =
            switch (Policy.permissions(in: states).login, account) {
            case (.denied, _): .denied(.states(states))
            case (.unknown, _): .unknown
            case (.allowed, let account?): .allowed(account)
            case (.allowed, nil), (.temporaryFailure, _):
                .temporaryFailure(failure ?? TemporaryFailure(invalid: states, of: name))
            }
        self.init(verdict: verdict, name: name, account: account, password: rows.vmPasswd.take())
    }
}

extension PasswordVerifier {
    /// A verifier with the default scheme and the cost limits of `settings`.
    public init(_ settings: Settings) {
        self.init(defaultScheme: settings.defaultScheme, limits: settings.limits)
    }
}

extension PassdbEntry {
    /// The entry for a caller that compares the password itself: Dovecot, for a dict passdb or for a mechanism such as CRAM-MD5.
    ///
    /// The password becomes `{SCHEME}data`. One that nothing can match, or that costs too much to compute, is left out, and the login
    /// is denied.
    consuming func withDovecotPassword(_ settings: Settings, warn: (DataWarning) -> Void) -> PassdbEntry {
        let stored = password.take() ?? SecretBytes(capacity: 0)
        do throws(UnusablePassword) {
            let form = try PasswordVerifier(settings).dovecotForm(of: stored)
            return PassdbEntry(verdict: verdict, name: name, account: account, password: form)
        } catch {
            guard case .allowed(let account) = verdict else {
                return PassdbEntry(verdict: verdict, name: name, account: account)
            }
            warn(.unusablePassword(account.name, error))
            return PassdbEntry(verdict: .denied(.unusablePassword(error)), name: name, account: account)
        }
    }
}

extension AccountDirectory {
    /// Looks up `login` for a caller that compares the password itself. The entry's password is `{SCHEME}data` that Dovecot can compare.
    ///
    /// With the setting `hand_out_hashes = no` it is a temporary failure: the password would leave the program.
    public func credentials(
        _ login: some Collection<UInt8>, then completion: @escaping (consuming PassdbEntry) -> Void
    ) {
        guard settings.handsOutHashes else {
            return completion(PassdbEntry(verdict: .temporaryFailure(.hashesAreKept)))
        }
        let (settings, warn) = (settings, warn)
        passdb(login) { completion($0.withDovecotPassword(settings, warn: warn)) }
    }
}
