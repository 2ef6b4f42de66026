import Settings

/// What a found user gets: everything that Dovecot needs to open the mailbox.
public struct Account: Equatable, Sendable {
    /// The canonical name.
    public let name: AccountName
    /// The uid that owns the domain's mail: its `domClass`.
    public let uid: UInt32
    /// The group of all mail.
    public let gid: UInt32
    /// The home directory, an absolute path.
    public let home: String
    /// The mail location in the words of Dovecot 2.3: `driver:path`, perhaps with `:NAME=value` behind.
    public let mail: String

    /// An account of a domain of class `domClass`; a class that can't own mail is a mistake in the data.
    init(name: AccountName, domClass: Int64?, settings: Settings) throws(TemporaryFailure) {
        guard let domClass, domClass >= Int64(settings.firstValidUID), let uid = UInt32(exactly: domClass), uid < .max
        else {
            throw .unusableClass(domain: name.domain, domClass: domClass, firstValidUID: settings.firstValidUID)
        }
        self.name = name
        self.uid = uid
        gid = settings.gid
        home = Self.home(of: name, in: settings.vmailRoot)
        mail = settings.mail
    }

    private static func home(of name: AccountName, in vmailRoot: String) -> String {
        var home = ""
        home.reserveCapacity(vmailRoot.utf8.count + name.domain.utf8.count + name.localpart.utf8.count + 2)
        if vmailRoot != "/" { home += vmailRoot }
        home += "/"
        home += name.domain
        home += "/"
        home += name.localpart
        return home
    }
}
