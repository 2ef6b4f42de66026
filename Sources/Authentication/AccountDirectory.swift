import AccountStore
import SecretBytes
import Settings

/// Answers questions about accounts: it fetches the rows of a name from a store and applies the policy to them.
///
/// Each question has a completion, which is called exactly once: before the method returns if the store answers at once.
public struct AccountDirectory {
    /// The settings that the answers follow.
    public let settings: Settings
    /// The database.
    public let store: any AccountStore
    /// Told of each mistake in the data that an administrator should correct.
    let warn: (DataWarning) -> Void

    /// A directory of the accounts in `store`.
    public init(settings: Settings, store: any AccountStore, warn: @escaping (DataWarning) -> Void) {
        self.settings = settings
        self.store = store
        self.warn = warn
    }

    /// Looks up `login` for a login: the passdb.
    public func passdb(_ login: some Collection<UInt8>, then completion: @escaping (consuming PassdbEntry) -> Void) {
        let name: AccountName
        do throws(AccountNameError) {
            name = try AccountName(login: login, myhostname: settings.myhostname)
        } catch {
            return completion(PassdbEntry(of: error))
        }
        let settings = settings
        store.account(localpart: name.localpart, domain: name.domain, wantsPassword: true) { result in
            switch consume result {
            case .success(let rows): completion(PassdbEntry(of: name, rows: rows, settings: settings))
            case .failure(let error): completion(PassdbEntry(verdict: .temporaryFailure(.store(error))))
            }
        }
    }

    /// Looks up `login` for a delivery, or for anything else that needs to know where the mail is: the userdb.
    public func userdb(_ login: some Collection<UInt8>, then completion: @escaping (DeliveryVerdict) -> Void) {
        guard let name = try? AccountName(login: login, myhostname: settings.myhostname) else {
            return completion(.unknown)
        }
        let settings = settings
        store.account(localpart: name.localpart, domain: name.domain, wantsPassword: false) { result in
            switch consume result {
            case .success(let rows): completion(DeliveryVerdict(of: name, rows: rows, settings: settings))
            case .failure(let error): completion(.temporaryFailure(.store(error)))
            }
        }
    }

    /// Looks up whether a −1 blocks the logins of `login`, an account here or a local one: the deny passdb.
    ///
    /// It looks at nothing but the −1, so that it can stand in front of passdbs that know accounts which this database does not.
    public func isLoginBlocked(
        _ login: some Collection<UInt8>, then completion: @escaping (Result<Bool, TemporaryFailure>) -> Void
    ) {
        let name: AccountName
        do throws(AccountNameError) {
            name = try AccountName(login: login, myhostname: settings.myhostname)
        } catch {
            // A bare name would be one of myhostname. No other of these names is anybody's.
            return completion(error == .noDomain ? .failure(.noHostname) : .success(false))
        }
        store.account(localpart: name.localpart, domain: name.domain, wantsPassword: false) { result in
            switch consume result {
            case .success(let rows): completion(.success(Policy.isLoginBlocked(in: rows.states)))
            case .failure(let error): completion(.failure(.store(error)))
            }
        }
    }

    /// Lists the users after the row `number`, from up to `limit` rows; begin after `Int64.min`.
    public func users(
        after number: Int64, limit: Int, then completion: @escaping (Result<UserPage, TemporaryFailure>) -> Void
    ) {
        let (settings, warn) = (settings, warn)
        store.mailboxes(after: number, limit: limit) { result in
            switch result {
            case .success(let page):
                completion(.success(UserPage(of: page, limit: limit, settings: settings, warn: warn)))
            case .failure(let error): completion(.failure(.store(error)))
            }
        }
    }
}
