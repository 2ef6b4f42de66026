import SecretBytes
import TabEscape

/// The reply for a user who is let in, or was looked up.
package struct Reply: ~Copyable {
    let user: String
    package let home: String
    package let uid: UInt32
    package let gid: UInt32
    let mail: String
    /// `{SCHEME}data` for a credentials look-up; otherwise empty.
    let password: SecretBytes

    /// A virtual user has no shell, so this is one that ends at once.
    static let shell = "/usr/sbin/nologin"

    package init(user: String, home: String, uid: UInt32, gid: UInt32, mail: String, password: consuming SecretBytes?) {
        self.user = user
        self.home = home
        self.uid = uid
        self.gid = gid
        self.mail = mail
        self.password = password ?? SecretBytes(capacity: 0)
    }
}

extension Environment {
    /// Sets the variables from which `caller` reads the reply.
    ///
    /// Dovecot's checkpassword-reply reads USER, HOME and the variables that EXTRA names. Inherited ones of these kinds are removed
    /// first, because it would take them for ours. `AUTHORIZED=2` confirms that this was a look-up (checkpassword-reply.c).
    package mutating func apply(_ reply: borrowing Reply, for caller: Caller) {
        self["USER"] = reply.user
        self["HOME"] = reply.home
        self["SHELL"] = Reply.shell
        guard caller.isDovecot else { return }

        removeAll(prefix: "userdb_")
        removeAll(prefix: "USERDB_")
        for inherited in ["EXTRA", "password", "AUTHORIZED"] { self[inherited] = nil }
        self["userdb_uid"] = String(reply.uid)
        self["userdb_gid"] = String(reply.gid)
        self["userdb_mail"] = reply.mail
        var extra = "userdb_uid userdb_gid userdb_mail"
        if !reply.password.isEmpty {
            reply.password.withUnsafeBytes { set("password", to: $0) }
            extra += " password"
        }
        self["EXTRA"] = extra
        if case .dovecotLookingUp = caller { self["AUTHORIZED"] = "2" }
    }
}

extension Reply {
    /// The reply as checkpassword-reply writes it to Dovecot's descriptor 4: `key=value`, each followed by a TAB.
    package borrowing func directBytes() -> SecretBytes {
        // An escape makes two bytes of one; the rest is for the keys and the numbers.
        let length = user.utf8.count + home.utf8.count + mail.utf8.count + password.count
        var bytes = SecretBytes(capacity: 2 * length + 256)
        bytes.appendField("user", user.utf8)
        bytes.appendField("userdb_home", home.utf8)
        bytes.appendField("userdb_uid", String(uid).utf8)
        bytes.appendField("userdb_gid", String(gid).utf8)
        bytes.appendField("userdb_mail", mail.utf8)
        if !password.isEmpty { password.withUnsafeBytes { bytes.appendField("password", $0) } }
        return bytes
    }
}

extension SecretBytes {
    /// Appends `key=value` and a TAB, the value escaped.
    fileprivate mutating func appendField(_ key: String, _ value: some Sequence<UInt8>) {
        for byte in "\(key)=".utf8 { append(byte) }
        TabEscape.escape(value) { append($0) }
        append(UInt8(ascii: "\t"))
    }
}
