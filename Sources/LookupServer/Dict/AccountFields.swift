import Authentication
import DictProtocol
import Settings

/// The fields of replies that follow from the settings, made once for all replies.
struct DictFields {
    let userdb: AccountFields
    let passdb: AccountFields

    init(_ settings: Settings) {
        userdb = AccountFields(settings, prefix: "")
        passdb = AccountFields(settings, prefix: "userdb_")
    }
}

/// The userdb's fields in a reply, under names with a prefix. Dovecot 2.3 reads `mail` and 2.4 `mail_driver` and `mail_path`; each
/// ignores the other's.
struct AccountFields {
    private let uid: String
    private let home: String
    /// The fields that are the same for every account.
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
