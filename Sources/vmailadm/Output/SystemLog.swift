import AccountAdministration
import Glibc
import TerminalText

/// The system log, which gets one line for each change that was made: who made it, with which command, and to which rows.
///
/// The lines have the facility authpriv, which only administrators read. If there is no system log, syslog(3) does nothing.
enum SystemLog {
    /// Says that the command of this process changed `rows`, after it did. Nothing is written if there are none.
    static func write(_ rows: [String]) {
        guard !rows.isEmpty else { return }
        let command = NamedCommand(Array(CommandLine.arguments.dropFirst()), below: Vmailadm.self).path
        let sudoUser = getenv("SUDO_USER").map { String(cString: $0) }
        let line = line(uid: getuid(), sudoUser: sudoUser, command: command, rows: rows)
        // syslog(3) keeps the pointer, which is a literal's.
        let name: StaticString = "vmailadm"
        name.withUTF8Buffer { name in
            name.withMemoryRebound(to: CChar.self) { openlog($0.baseAddress, LOG_PID, LOG_AUTHPRIV) }
        }
        line.withCString { line in
            withVaList([line]) { vsyslog(LOG_AUTHPRIV | LOG_INFO, "%s", $0) }
        }
    }

    /// The same for the changes of a report.
    static func write(_ report: ChangeReport) { write(report.changes.map { Console.text(of: $0, dryRun: false) }) }

    /// The longest line in bytes, apart from the end that counts the other rows. RFC 3164 has room for 1024 with the header.
    private static let longestLine = 900

    /// `uid 0 (SUDO_USER anna): mailbox passwd: changed VMailbox anna@example.com: vmPasswd`
    ///
    /// It contains no argument of the command, which may be a password, and no control character.
    static func line(uid: uid_t, sudoUser: String?, command: [String], rows: [String]) -> String {
        var line = "uid \(uid)"
        if let sudoUser { line += " (SUDO_USER \(printable(sudoUser.utf8)))" }
        line += ": \(command.joined(separator: " "))"
        var separator = ": "
        for (index, row) in rows.enumerated() {
            let text = separator + visible(row)
            guard index == 0 || line.utf8.count + text.utf8.count <= longestLine else {
                return line + "; and \(rows.count - index) more"
            }
            line += text
            separator = "; "
        }
        return line
    }

    /// `text` with the bytes of each unsafe character as \xHH, and a backslash as two.
    private static func visible(_ text: String) -> String {
        var visible = ""
        for scalar in text.unicodeScalars {
            if isUnsafeOnTerminal(scalar) {
                visible += printable(String(scalar).utf8)
            } else {
                visible += scalar == "\\" ? "\\\\" : String(scalar)
            }
        }
        return visible
    }
}
