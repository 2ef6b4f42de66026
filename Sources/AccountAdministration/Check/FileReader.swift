import Glibc

/// A system user that reads the database, and what the permission bits allow it. Access lists are not examined.
package struct FileReader: Equatable, Sendable {
    package let name: String
    let uid: uid_t
    let groups: Set<gid_t>

    /// The user of this system that must be able to read it: vmail-auth, which `dovecot/systemd` and the Debian package make, or else
    /// dovecot. Postfix asks vmail-dictd.
    package static var usual: [FileReader] {
        [FileReader(name: "vmail-auth") ?? FileReader(name: "dovecot")].compactMap { $0 }
    }

    /// The user `dovecot` as vmail-checkpassword runs: in its own group, without those of /etc/group. Nil without a user vmail-auth.
    ///
    /// Dovecot 2.3.19 starts programs so; its setting `extra_groups` adds groups.
    package static var dovecot: FileReader? {
        guard FileReader(name: "vmail-auth") != nil else { return nil }
        return FileReader(name: "dovecot", inFurtherGroups: false)
    }

    /// The user called `name` in /etc/passwd, with its groups in /etc/group if `inFurtherGroups`; nil if there is none.
    ///
    /// Reads only these two files, which list the users of mail servers: getpwnam(3) cannot load other sources into a static program.
    package init?(name: String, inFurtherGroups: Bool = true) {
        var user: (uid: uid_t, gid: gid_t)?
        Self.forEachEntry(of: "/etc/passwd", fgetpwent) { entry in
            if String(cString: entry.pw_name) == name { user = (entry.pw_uid, entry.pw_gid) }
        }
        guard let user else { return nil }
        var groups: Set<gid_t> = [user.gid]
        Self.forEachEntry(of: "/etc/group", fgetgrent) { entry in
            var member = inFurtherGroups ? entry.gr_mem : nil
            while let pointer = member?.pointee {
                if String(cString: pointer) == name { groups.insert(entry.gr_gid) }
                member = member?.successor()
            }
        }
        self.init(name: name, uid: user.uid, groups: groups)
    }

    static func forEachEntry<Entry>(
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
