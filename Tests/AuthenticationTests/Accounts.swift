import PasswordSchemes
import SQLiteAccountStore
import SecretBytes
import Settings
import TestSupport
import Testing

@testable import Authentication

/// A database of one domain with one account, and a directory over it, for tests to change.
final class Accounts {
    let database: TemporaryDatabase
    private(set) var warnings: [DataWarning] = []
    let store: FailingStore
    private(set) var directory: AccountDirectory

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
        store = FailingStore(SQLiteAccountStore(path: database.path, busyTimeout: Int32(busyTimeout) * 1000))
        directory = AccountDirectory(settings: settings, store: store) { _ in }
        directory = AccountDirectory(settings: settings, store: store) { [unowned self] in warnings.append($0) }
    }

    func login(_ user: String = "u@d.example", _ password: String = "secret") -> LoginVerdict {
        var verdict: LoginVerdict?
        directory.login(user.utf8) { login in
            verdict = login.verdict(on: SecretBytes(copying: Array(password.utf8)))
        }
        return verdict ?? .temporaryFailure(.noHostname)
    }

    func delivery(_ user: String = "u@d.example") -> DeliveryVerdict {
        var verdict: DeliveryVerdict?
        directory.userdb(user.utf8) { verdict = $0 }
        return verdict ?? .temporaryFailure(.noHostname)
    }

    func postfix(_ map: PostfixMap, _ key: String) -> PostfixAnswer? {
        var answer: PostfixAnswer?
        directory.postfix(map, key.utf8) { answer = $0 }
        return answer
    }

    func isLoginBlocked(_ user: String = "u@d.example") -> Result<Bool, TemporaryFailure>? {
        var answer: Result<Bool, TemporaryFailure>?
        directory.isLoginBlocked(user.utf8) { answer = $0 }
        return answer
    }

    func page(after number: Int64 = .min, limit: Int = 100) throws -> UserPage {
        var answer: Result<UserPage, TemporaryFailure>?
        directory.users(after: number, limit: limit) { answer = $0 }
        return try #require(answer).get()
    }

    func listed() throws -> [String] { try page().names.map(\.description) }

    /// The stored password that stands for the missing one of `user`.
    func draw(for user: String) -> String? {
        var drawn: String?
        store.drawPassword(for: user, verifier: PasswordVerifier()) { drawn = text(of: $0) }
        return drawn
    }

    /// The verdict, and the password that would be handed out.
    func credentials(_ user: String = "u@d.example") -> (LoginVerdict, String?) {
        var answer: (LoginVerdict, String?) = (.temporaryFailure(.noHostname), nil)
        directory.credentials(user.utf8) { answer = ($0.verdict, text(of: $0.password)) }
        return answer
    }
}

extension LoginVerdict {
    var isAllowed: Bool { if case .allowed = self { true } else { false } }
    var isDenied: Bool { if case .denied = self { true } else { false } }
    var isUnknown: Bool { self == .unknown }
    var isTemporaryFailure: Bool { if case .temporaryFailure = self { true } else { false } }
}

extension DeliveryVerdict {
    var isFound: Bool { if case .found = self { true } else { false } }
    var isUnknown: Bool { self == .unknown }
    var isTemporaryFailure: Bool { if case .temporaryFailure = self { true } else { false } }
}
