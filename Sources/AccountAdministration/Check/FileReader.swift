import Glibc

/// A system user that reads the database, and what the permission bits let it do. Access lists and the like are not looked at.
public struct FileReader: Equatable, Sendable {
    /// The user's name.
    public let name: String
    let uid: uid_t
    let groups: Set<gid_t>

    /// The users that read it on every server of the HOWTO, as far as this system has them.
    public static var usual: [FileReader] { ["dovecot", "postfix"].compactMap { FileReader(name: $0) } }

    /// The user called `name` in /etc/passwd, with its groups in /etc/group; nil if there is none.
    ///
    /// Only these two files are asked: what getpwnam(3) loads for other sources does not fit a static program, and mail servers'
    /// own users stand in them.
    public init?(name: String) {
        var user: (uid: uid_t, gid: gid_t)?
        Self.forEachEntry(of: "/etc/passwd", fgetpwent) { entry in
            if String(cString: entry.pw_name) == name { user = (entry.pw_uid, entry.pw_gid) }
        }
        guard let user else { return nil }
        var groups: Set<gid_t> = [user.gid]
        Self.forEachEntry(of: "/etc/group", fgetgrent) { entry in
            var member = entry.gr_mem
            while let pointer = member?.pointee {
                if String(cString: pointer) == name { groups.insert(entry.gr_gid) }
                member = member?.successor()
            }
        }
        self.init(name: name, uid: user.uid, groups: groups)
    }

    private static func forEachEntry<Entry>(
        of path: String, _ next: (UnsafeMutablePointer<FILE>) -> UnsafeMutablePointer<Entry>?, _ body: (Entry) -> Void
    ) {
        guard let file = fopen(path, "re") else { return }
        defer { fclose(file) }
        while let entry = next(file) { body(entry.pointee) }
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
