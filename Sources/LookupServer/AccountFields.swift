import Authentication
import DictProtocol
import Settings
import TerminalText

/// The userdb's fields in a reply, under names with a prefix. `mail` is for Dovecot 2.3, `mail_driver` and `mail_path` for 2.4; each
/// ignores the other's.
struct AccountFields {
    private let uid: String
    private let home: String
    /// Those that are the same for every account, made once.
    private var common = JSONObject()

    init(_ settings: Settings, prefix: String) {
        uid = prefix + "uid"
        home = prefix + "home"
        common.add(prefix + "gid", String(settings.gid))
        common.add(prefix + "mail", settings.mail)
        common.add(prefix + "mail_driver", String(settings.mailDriver))
        common.add(prefix + "mail_path", String(settings.mailPath))
    }

    /// Adds the fields of `account` to `value`.
    func add(_ account: Account, to value: inout JSONObject) {
        value.add(uid, String(account.uid))
        value.add(home, account.home)
        value.add(common)
    }
}
