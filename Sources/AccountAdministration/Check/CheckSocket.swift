import Glibc

extension CheckReport {
    /// Checks who may use the socket of vmail-dictd: it answers with any account's password hash.
    mutating func checkSocket(_ path: String, for dovecot: FileReader?) {
        var socket = stat()
        guard lstat(path, &socket) == 0 else {
            let code = errno
            guard code != ENOENT, code != ENOTDIR else { return tell(.socket, "no server has made \(path)") }
            return add(.socket, problems: ["\(path): cannot be examined (\(String(cString: strerror(code))))"])
        }
        var problems: [String] = []
        if socket.st_mode & S_IFMT != S_IFSOCK {
            problems.append("\(path) is no socket; remove it, and start vmail-dictd again")
        } else if socket.st_mode & 0o002 != 0 {
            problems.append(
                "everybody may ask \(path) for password hashes; set SocketMode in vmail-dictd.socket, or socket_mode, to 0660"
            )
        }
        let others = dovecot.map { dovecot in
            if let closed = try? directory(above: path, closedTo: dovecot) {
                return ", and not by \(dovecot.name), which may not enter the directory \(closed)"
            }
            return dovecot.may(2, socket) ? " and \(dovecot.name)" : ", and not by \(dovecot.name)"
        }
        add(.socket, problems: problems, otherwise: "\(path) can be used by root\(others ?? "")")
    }
}
