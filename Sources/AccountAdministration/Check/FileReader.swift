import Glibc

/// A system user that reads the database, and what the permission bits let it do. Access lists and the like are not looked at.
public struct FileReader: Equatable, Sendable {
    /// The user's name.
    public let name: String
    let uid: uid_t
    let groups: Set<gid_t>

    /// The users that read it on every server of the HOWTO, as far as this system has them.
    public static var usual: [FileReader] { ["dovecot", "postfix"].compactMap { FileReader(name: $0) } }

    /// The system user called `name`; nil if there is none.
    public init?(name: String) {
        guard let entry = getpwnam(name)?.pointee else { return nil }
        self.name = name
        uid = entry.pw_uid
        var count: Int32 = 1024
        var groups = [gid_t](repeating: 0, count: Int(count))
        guard getgrouplist(name, entry.pw_gid, &groups, &count) >= 0 else { return nil }
        self.groups = Set(groups.prefix(Int(count)))
    }

    init(name: String, uid: uid_t, groups: Set<gid_t>) {
        self.name = name
        self.uid = uid
        self.groups = groups
    }

    /// True if the user may do all of `access` (4 read, 2 write, 1 execute or search) to a file or directory.
    func may(_ access: mode_t, _ status: stat) -> Bool {
        if uid == 0 { return true }
        let shift: mode_t = status.st_uid == uid ? 6 : groups.contains(status.st_gid) ? 3 : 0
        return (status.st_mode >> shift) & access == access
    }
}
