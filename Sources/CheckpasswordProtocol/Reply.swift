import SecretBytes

/// What a caller is told of a user who may have what was asked for.
public struct Reply: ~Copyable {
    /// The canonical name.
    public let user: String
    /// The home directory.
    public let home: String
    /// The uid that owns the mail.
    public let uid: UInt32
    /// The gid that owns the mail.
    public let gid: UInt32
    /// The mail location.
    public let mail: String
    /// `{SCHEME}data`, for a credentials look-up and nothing else.
    public let password: SecretBytes?

    /// A virtual user has no shell; this one ends at once.
    static let shell = "/usr/sbin/nologin"

    /// A reply with all its parts.
    public init(user: String, home: String, uid: UInt32, gid: UInt32, mail: String, password: consuming SecretBytes?) {
        self.user = user
        self.home = home
        self.uid = uid
        self.gid = gid
        self.mail = mail
        self.password = password
    }
}

extension Environment {
    /// Puts `reply` where `caller` looks for it, over what was inherited.
    ///
    /// For Dovecot's checkpassword-reply: USER, HOME, and whatever EXTRA names; stale variables of these kinds are dropped first, for
    /// they would be taken for ours. `AUTHORIZED=2` says that a look-up was understood as one (checkpassword-reply.c).
    public mutating func apply(_ reply: borrowing Reply, for caller: Caller) {
        self["USER"] = reply.user
        self["HOME"] = reply.home
        self["SHELL"] = Reply.shell
        guard caller.isDovecot else { return }

        removeAll(prefix: "userdb_")
        removeAll(prefix: "USERDB_")
        for stale in ["EXTRA", "password", "AUTHORIZED"] { self[stale] = nil }
        self["userdb_uid"] = String(reply.uid)
        self["userdb_gid"] = String(reply.gid)
        self["userdb_mail"] = reply.mail
        var extra = "userdb_uid userdb_gid userdb_mail"
        switch reply.password {
        case .some(let password):
            password.withUnsafeBytes { set("password", to: $0) }
            extra += " password"
        case nil: break
        }
        self["EXTRA"] = extra
        if case .dovecotLookingUp = caller { self["AUTHORIZED"] = "2" }
    }
}

extension Reply {
    private borrowing func passwordBytes() -> Int {
        switch password {
        case .some(let password): password.count
        case nil: 0
        }
    }

    /// The reply as checkpassword-reply writes it to Dovecot's descriptor 4: `key=value`, each followed by a TAB.
    public borrowing func directBytes() -> SecretBytes {
        let longest = user.utf8.count + home.utf8.count + mail.utf8.count + passwordBytes()
        // An escape makes two bytes of one; the rest are numbers and the keys.
        var bytes = SecretBytes(capacity: 2 * longest + 256)
        bytes.appendField("user", user)
        bytes.appendField("userdb_home", home)
        bytes.appendField("userdb_uid", String(uid))
        bytes.appendField("userdb_gid", String(gid))
        bytes.appendField("userdb_mail", mail)
        switch password {
        case .some(let password): password.withUnsafeBytes { bytes.appendField("password", $0) }
        case nil: break
        }
        return bytes
    }
}

extension SecretBytes {
    fileprivate mutating func appendField(_ key: String, _ value: String) {
        value.utf8Span.span.withUnsafeBytes { appendField(key, $0) }
    }

    /// Appends `key=value` and a TAB, the value with Dovecot's escapes of the bytes that its line protocols use themselves
    /// (`str_append_tabescaped`, strescape.c).
    fileprivate mutating func appendField(_ key: String, _ value: UnsafeRawBufferPointer) {
        for byte in key.utf8 { append(byte) }
        append(UInt8(ascii: "="))
        for byte in value {
            switch byte {
            case 0: appendEscape(UInt8(ascii: "0"))
            case 1: appendEscape(UInt8(ascii: "1"))
            case UInt8(ascii: "\t"): appendEscape(UInt8(ascii: "t"))
            case UInt8(ascii: "\r"): appendEscape(UInt8(ascii: "r"))
            case UInt8(ascii: "\n"): appendEscape(UInt8(ascii: "n"))
            default: append(byte)
            }
        }
        append(UInt8(ascii: "\t"))
    }

    private mutating func appendEscape(_ letter: UInt8) {
        append(1)
        append(letter)
    }

    private mutating func append(_ byte: UInt8) {
        _ = append { unused in
            guard !unused.isEmpty else { return 0 }
            unused.storeBytes(of: byte, as: UInt8.self)
            return 1
        }
    }
}
