import Foundation
import Glibc
import Testing

@testable import AccountAdministration

@Suite struct CheckSocketTests {
    private static let dovecot = FileReader(name: "dovecot", uid: 64_001, groups: [64_002])

    /// What is found about a socket of this mode and owner.
    private func finding(mode: mode_t, uid: uid_t, gid: gid_t, at path: String? = nil) throws -> String {
        let path = path ?? temporaryPath()
        defer { unlink(path) }
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound && chown(path, uid, gid) == 0 && chmod(path, mode) == 0)
        return try finding(at: path)
    }

    private func finding(at path: String) throws -> String {
        var report = CheckReport()
        report.checkSocket(path, for: Self.dovecot)
        let finding = try #require(report.findings.first)
        #expect(report.findings.count == 1)
        return "\(finding.isProblem ? "wrong" : "ok") \(finding.detail.replacingOccurrences(of: path, with: "S"))"
    }

    private func temporaryPath() -> String { "/tmp/vmail-check.\(UUID())" }

    @Test(
        .enabled(if: getuid() == 0, "only root can give a file to another user"),
        arguments: [
            (0o660, 0, 64_002, "ok S can be used by root and dovecot"),
            (0o600, 64_001, 0, "ok S can be used by root and dovecot"),
            (0o660, 0, 64_003, "ok S can be used by root, and not by dovecot"),
            (0o640, 0, 64_002, "ok S can be used by root, and not by dovecot"),
            (
                0o666, 0, 0,
                "wrong everybody may ask S for password hashes; set SocketMode in vmail-dictd.socket, or socket_mode, to 0660"
            ),
        ] as [(mode_t, uid_t, gid_t, String)])
    func whoMayUseIt(mode: mode_t, uid: uid_t, gid: gid_t, expected: String) throws {
        try #expect(finding(mode: mode, uid: uid, gid: gid) == expected)
    }

    @Test(.enabled(if: getuid() == 0, "only root can give a file to another user"))
    func aDirectoryOnTheWayMayBeClosed() throws {
        let folder = temporaryPath()
        try #require(mkdir(folder, 0o700) == 0)
        defer { rmdir(folder) }
        try #expect(
            finding(mode: 0o660, uid: 0, gid: 64_002, at: folder + "/s")
                == "ok S can be used by root, and not by dovecot, which may not enter the directory \(folder)")
    }

    @Test func whereNoneIsNothingIsWrong() throws {
        try #expect(finding(at: temporaryPath()) == "ok no server has made S")
        try #expect(finding(at: "/dev/null/dict.sock") == "ok no server has made S")
    }

    @Test func anotherKindOfFileIsWrong() throws {
        try #expect(finding(at: "/dev/null") == "wrong S is no socket; remove it, and start vmail-dictd again")
    }
}
