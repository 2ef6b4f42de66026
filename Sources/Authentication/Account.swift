import Settings

/// An account that was found, with everything that Dovecot needs to open its mailbox.
public struct Account: Equatable, Sendable {
    /// The canonical name.
    public let name: AccountName
    /// The uid that owns the domain's mail: its `domClass`.
    public let uid: UInt32
    /// The group of all mail.
    public let gid: UInt32
    /// The home directory, an absolute path.
    public let home: String
    /// The mail location as Dovecot 2.3 writes it: `driver:path`, perhaps followed by `:NAME=value`.
    public let mail: String

    /// The uid that `domClass` stands for; nil if it cannot own mail. 2³² − 1 means "none" to the kernel.
    static func uid(_ domClass: Int64?, settings: Settings) -> UInt32? {
        guard let domClass, domClass >= Int64(settings.firstValidUID), let uid = UInt32(exactly: domClass), uid < .max
        else { return nil }
        return uid
    }

    /// The account `name` in a domain of class `domClass`. A class that cannot own mail is a mistake in the data.
    init(name: AccountName, domClass: Int64?, settings: Settings) throws(TemporaryFailure) {
        guard let uid = Self.uid(domClass, settings: settings) else {
            throw .unusableClass(domain: name.domain, domClass: domClass, firstValidUID: settings.firstValidUID)
        }
        self.name = name
        self.uid = uid
        gid = settings.gid
        home = String(
            joining: settings.vmailRoot == "/" ? "" : settings.vmailRoot, "/", name.domain, "/", name.localpart)
        mail = settings.mail
    }
}
