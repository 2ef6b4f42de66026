import PasswordSchemes
import SecretBytes
import Settings
import TestSupport

@testable import Authentication

/// A database of one domain with one account, and a directory over it, for tests to change.
final class Accounts {
    let database: TemporaryDatabase
    private(set) var warnings: [DataWarning] = []
    private var directory: AccountDirectory

    init(_ statements: String = "", busyTimeout: Int = 0, change: (inout Settings) -> Void = { _ in }) throws {
        database = try TemporaryDatabase(
            """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            INSERT INTO Address (addLocalpart, addDomNum) VALUES ('u', 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}secret');
            """ + statements)
        var settings = Settings()
        settings.database = database.path
        settings.busyTimeout = busyTimeout
        change(&settings)
        directory = AccountDirectory(settings: settings, waiting: .here) { _ in }
        directory = AccountDirectory(settings: settings, waiting: .here) { [unowned self] in warnings.append($0) }
    }

    func login(_ user: String = "u@d.example", _ password: String = "secret") -> Verdict<Account> {
        directory.check(user.utf8, password: SecretBytes(copying: Array(password.utf8)))
    }

    func delivery(_ user: String = "u@d.example") -> Verdict<Account> { directory.userdb(user.utf8) }

    func isLoginOff(_ user: String = "u@d.example") -> Verdict<Bool> { directory.isLoginOff(user.utf8) }

    func listed() throws -> [String] { try directory.users(after: .min, limit: 100).names.map(\.description) }

    func hashInUse() -> String? {
        switch directory.hashInUse(PasswordVerifier()) {
        case .some(let hash): hash.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        case nil: nil
        }
    }

    /// The verdict, and the password that would be handed out.
    func credentials(_ user: String = "u@d.example") -> (Verdict<Account>, String?) {
        let credentials = directory.credentials(user.utf8)
        let password: String? =
            switch credentials.password {
            case .some(let password): password.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            case nil: nil
            }
        return (credentials.verdict, password)
    }
}

extension Verdict {
    var isAllowed: Bool { if case .allowed = self { true } else { false } }
    var isDenied: Bool { if case .denied = self { true } else { false } }
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
    var isTemporaryFailure: Bool { if case .temporaryFailure = self { true } else { false } }
}
