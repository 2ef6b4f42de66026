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

        removeAll { $0.starts(with: "userdb_".utf8) || $0.starts(with: "USERDB_".utf8) }
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
        let fields = [
            ("user", user), ("userdb_home", home), ("userdb_uid", String(uid)), ("userdb_gid", String(gid)),
            ("userdb_mail", mail),
        ]
        var bytes: [UInt8] = []
        // Room for all at once: an array that grows leaves copies behind. An escape makes two bytes of one.
        bytes.reserveCapacity(fields.reduce(1024) { $0 + $1.0.utf8.count + 2 * $1.1.utf8.count } + 2 * passwordBytes())
        for (key, value) in fields {
            bytes += key.utf8
            bytes.append(UInt8(ascii: "="))
            appendTabEscaped(value.utf8, to: &bytes)
            bytes.append(UInt8(ascii: "\t"))
        }
        switch password {
        case .some(let password):
            bytes += "password=".utf8
            password.withUnsafeBytes { appendTabEscaped($0, to: &bytes) }
            bytes.append(UInt8(ascii: "\t"))
        case nil: break
        }
        defer { bytes.withUnsafeMutableBytes { wipe($0) } }
        return SecretBytes(copying: bytes)
    }
}

/// Dovecot's escape of the bytes that its line protocols use themselves (`str_append_tabescaped`, strescape.c).
private func appendTabEscaped(_ value: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    for byte in value {
        switch byte {
        case 0: bytes += [1, UInt8(ascii: "0")]
        case 1: bytes += [1, UInt8(ascii: "1")]
        case UInt8(ascii: "\t"): bytes += [1, UInt8(ascii: "t")]
        case UInt8(ascii: "\r"): bytes += [1, UInt8(ascii: "r")]
        case UInt8(ascii: "\n"): bytes += [1, UInt8(ascii: "n")]
        default: bytes.append(byte)
        }
    }
}
