import Foundation
import Glibc
import Testing

@testable import AccountAdministration

@Suite(.enabled(if: getuid() == 0, "only root can give a file to another user"))
struct CheckFileTests {
    private static let service = FileReader(name: "vmail-auth", uid: 64_001, groups: [64_002])
    private static let dovecot = FileReader(name: "dovecot", uid: 64_003, groups: [64_004])

    /// What `check` says of a database in a folder of its own, both with these modes, for the group of `service`.
    private func findings(
        folder: mode_t, file: mode_t, _ check: (inout CheckReport, String) throws -> Void
    ) throws -> [String] {
        let root = "/tmp/vmail-check.\(UUID())"
        let path = "\(root)/mail.sqlite"
        defer { try? FileManager.default.removeItem(atPath: root) }
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: false)
        try Data().write(to: URL(fileURLWithPath: path))
        for (path, mode) in [(root, folder), (path, file)] {
            try #require(chown(path, 0, 64_002) == 0 && chmod(path, mode) == 0)
        }
        var report = CheckReport()
        try check(&report, path)
        return report.findings.map { finding in
            let detail = finding.detail.replacingOccurrences(of: path, with: "DB").replacingOccurrences(
                of: root, with: "DIR")
            return "\(finding.isProblem ? "wrong" : "ok") \(detail)"
        }
    }

    @Test(
        arguments: [
            // As the package makes them.
            (0o2750, 0o640, "ok can be read by vmail-auth, and not by everybody"),
            (0o2700, 0o640, "wrong vmail-auth may not enter the directory DIR; chmod or chgrp it"),
            (0o2750, 0o600, "wrong vmail-auth may not read DB; chgrp it to a group of that user, and chmod g+r"),
            (0o2750, 0o644, "wrong everybody may read the password hashes in DB; chmod o-r"),
            (0o2750, 0o642, "wrong everybody may write to DB; chmod o-w"),
            (0o757, 0o640, "wrong everybody may replace files in DIR; chmod o-w"),
        ] as [(mode_t, mode_t, String)])
    func permissions(folder: mode_t, file: mode_t, expected: String) throws {
        let findings = try findings(folder: folder, file: file) { try $0.checkPermissions(of: $1, for: [Self.service]) }
        #expect(findings == [expected])
    }

    /// Seen with SQLite 3.40: whoever may not write to the folder can't read a WAL that nobody else has open.
    @Test(
        arguments: [
            ("delete", 0o2750, "ok mode delete"),
            ("wal", 0o2770, "ok mode wal"),
            (
                "wal", 0o2750,
                "wrong mode wal, and vmail-auth may not make DB-shm and -wal in DIR: it cannot read the database while no other program "
                    + "has it open; PRAGMA journal_mode = delete, or chgrp the directory and chmod g+w"
            ),
        ] as [(String, mode_t, String)])
    func journal(mode: String, folder: mode_t, expected: String) throws {
        let findings = try findings(folder: folder, file: 0o640) {
            try $0.checkJournal(mode, of: $1, for: [Self.service])
        }
        #expect(findings == [expected])
    }

    @Test func whatDovecotItselfNeedsIsTold() throws {
        let told = try findings(folder: 0o2750, file: 0o640) {
            try $0.checkAccess(of: Self.dovecot, to: $1)
        }
        #expect(
            told == [
                "ok dovecot may not read it, which only vmail-checkpassword would have to: if you use that, give it the group with "
                    + "\"service auth { extra_groups = 64002 }\""
            ])
        #expect(
            try findings(folder: 0o2750, file: 0o640) {
                try $0.checkAccess(of: Self.service, to: $1)
            } == [])
    }
}
