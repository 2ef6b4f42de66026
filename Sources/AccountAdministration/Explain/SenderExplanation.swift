import Authentication
import SQLiteAccountStore
import Settings

/// Whether a login may send as an address, and why.
package struct SenderExplanation: Equatable, Sendable, Encodable {
    /// The sender address, and the login as Postfix knows it; in lower case.
    package let sender, login: String
    /// Whether Postfix lets the login use the address; nil if it cannot be told now.
    @OrNull package var isAllowed: Bool?
    /// Why, for an administrator.
    package let reason: String
    /// Every login that may use it, from smtpd_sender_login_maps.
    package let logins: [String]

    private enum CodingKeys: CodingKey { case sender, login, isAllowed, reason, logins }

    /// Explains whether `login` may send as `sender`. The answer is that of ``AccountDirectory``, which Postfix gets too.
    package static func make(
        sender: String, login: String, settings: Settings
    ) throws(AdministrationError) -> SenderExplanation {
        let sender = try AddressKey(sender, settings)
        let key = try AddressKey(login, settings)
        // A system account has no domain when it logs in.
        let login = key.domain == settings.myhostname ? key.localpart : key.description
        let grants = try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            guard let account = try database.findAddress(key) else { return [SenderRow]() }
            return try database.senders(of: account.addNum)
        }
        let store = SQLiteAccountStore(path: settings.database, busyTimeout: Int32(settings.busyTimeout) * 1000)
        let directory = AccountDirectory(settings: settings, store: store) { _ in }
        var answer = PostfixAnswer.notFound
        directory.postfix(.senderLoginMaps, sender.description.utf8) { answer = $0 }
        let (isAllowed, reason, logins): (Bool?, String, [String])
        switch answer {
        case .temporaryFailure(let failure): (isAllowed, reason, logins) = (nil, failure.description, [])
        case .notFound: (isAllowed, reason, logins) = (false, "no login may send as it", [])
        case .found(let names):
            logins = names.split(separator: ",").map(String.init)
            isAllowed = logins.contains(login)
            let addresses = directory.addressesCounting(for: sender.description.utf8)
            reason =
                logins.contains(login)
                ? Self.reason(for: key, addresses, grants) : "only other logins may send as it"
        }
        return SenderExplanation(
            sender: sender.description, login: login, isAllowed: isAllowed, reason: reason, logins: logins)
    }

    /// Why `login` may send as the address for which `addresses` count, the first of which is itself.
    private static func reason(for login: AddressKey, _ addresses: [String], _ grants: [SenderRow]) -> String {
        if addresses.first == login.description { return "it is the login's own address" }
        if addresses.contains(login.description) { return "it is the login's own address with an extension" }
        let grant = grants.first { $0.active.effect != .off && addresses.contains($0.sndAddress) }
        return grant.map { "\($0.switchable.description) allows it" } ?? "it is an alias that leads to the login"
    }
}
