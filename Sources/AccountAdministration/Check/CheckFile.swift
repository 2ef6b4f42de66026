import Glibc

extension CheckReport {
    /// Checks that the readers can reach and read the file, and that other users cannot.
    mutating func checkPermissions(of path: String, for readers: [FileReader]) throws(AdministrationError) {
        let file = try status(of: path)
        var problems: [String] = []
        for reader in readers {
            if let closed = try directory(above: path, closedTo: reader) {
                problems.append("\(reader.name) may not enter the directory \(closed); chmod or chgrp it")
            } else if !reader.may(4, file) {
                problems.append("\(reader.name) may not read \(path); chgrp it to a group of that user, and chmod g+r")
            }
        }
        if file.st_mode & 0o004 != 0 { problems.append("everybody may read the password hashes in \(path); chmod o-r") }
        if file.st_mode & 0o002 != 0 { problems.append("everybody may write to \(path); chmod o-w") }
        let folder = try directory(of: path)
        let folderStatus = try status(of: folder)
        if folderStatus.st_mode & 0o002 != 0, folderStatus.st_mode & 0o1000 == 0 {
            problems.append("everybody may replace files in \(folder); chmod o-w")
        }
        let names = readers.map(\.name).joined(separator: ", ")
        add(
            .permissions, problems: problems,
            otherwise: readers.isEmpty
                ? "no other user of this machine must read it; name those that must with --reader"
                : "can be read by \(names), and not by everybody")
    }

    /// Says whether vmail-checkpassword could read the file. Dovecot 2.3 starts it as `dovecot`.
    mutating func checkAccess(of dovecot: FileReader, to path: String) throws(AdministrationError) {
        let file = try status(of: path)
        guard try directory(above: path, closedTo: dovecot) != nil || !dovecot.may(4, file) else { return }
        tell(
            .permissions,
            "\(dovecot.name) may not read it, which only vmail-checkpassword would have to: if you use that, give it the group "
                + "with \"service auth { extra_groups = \(groupName(file.st_gid)) }\"")
    }

    /// Checks the permissions that the journal mode needs: in WAL mode, readers also write the -shm.
    mutating func checkJournal(_ mode: String, of path: String, for readers: [FileReader]) throws(AdministrationError) {
        guard mode == "wal" else { return tell(.journal, "mode \(mode)") }
        let folder = try directory(of: path)
        let folderStatus = try status(of: folder)
        let problems = readers.filter { !$0.may(3, folderStatus) }.map { reader in
            "mode wal, and \(reader.name) may not make \(path)-shm and -wal in \(folder): it cannot read the database while no "
                + "other program has it open; PRAGMA journal_mode = delete, or chgrp the directory and chmod g+w"
        }
        add(.journal, problems: problems, otherwise: "mode wal")
    }

    /// Names the side files, which SQLite would apply to a file that is moved into the database's place.
    mutating func tellSideFiles(_ files: [String]) {
        guard !files.isEmpty else { return }
        tell(
            .journal,
            "before you move another file into its place, stop vmail-dictd and every program that writes to it, and remove "
                + "\(files.joined(separator: " and ")); \"vmailadm restore\" needs neither")
    }

    /// The first directory on the way to the file that `reader` may not enter, if there is one.
    func directory(above path: String, closedTo reader: FileReader) throws(AdministrationError) -> String? {
        for directory in try directories(above: path) where try !reader.may(1, status(of: directory)) {
            return directory
        }
        return nil
    }

    /// Every directory on the way to the file, symbolic links followed, from the root on.
    private func directories(above path: String) throws(AdministrationError) -> [String] {
        var directories = ["/"]
        for part in try directory(of: path).split(separator: "/") {
            let parent = directories.last == "/" ? "" : directories.last ?? ""
            directories.append("\(parent)/\(part)")
        }
        return directories
    }

    private func directory(of path: String) throws(AdministrationError) -> String {
        guard let resolved = realpath(path, nil) else { throw unreachable(path) }
        defer { free(resolved) }
        let name = String(cString: resolved)
        let end = name.lastIndex(of: "/") ?? name.startIndex
        return end == name.startIndex ? "/" : String(name[..<end])
    }

    private func status(of path: String) throws(AdministrationError) -> stat {
        var status = stat()
        guard stat(path, &status) == 0 else { throw unreachable(path) }
        return status
    }

    private func groupName(_ gid: gid_t) -> String {
        var name: String?
        FileReader.forEachEntry(of: "/etc/group", fgetgrent) { entry in
            if entry.gr_gid == gid { name = String(cString: entry.gr_name) }
        }
        return name ?? "\(gid)"
    }

    private func unreachable(_ path: String) -> AdministrationError {
        .temporary("\(path): cannot be examined (\(String(cString: strerror(errno))))")
    }
}
