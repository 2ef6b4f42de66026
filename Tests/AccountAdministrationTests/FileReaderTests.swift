import Glibc
import Testing

@testable import AccountAdministration

@Suite struct FileReaderTests {
    private static let cases: [(uid_t, Set<gid_t>, mode_t, Bool)] = [
        (10, [20], 0o400, true), (10, [20], 0o044, false), (11, [20, 21], 0o040, true), (11, [20], 0o404, false),
        (11, [21], 0o004, true), (11, [21], 0o440, false), (0, [0], 0o000, true),
    ]

    private func status(_ mode: mode_t) -> stat {
        var status = stat()
        status.st_mode = mode
        status.st_uid = 10
        status.st_gid = 20
        return status
    }

    /// The first class that fits decides, as in access(2): an owner without a right does not get that of the group.
    @Test(arguments: cases)
    func mayRead(uid: uid_t, groups: Set<gid_t>, mode: mode_t, expected: Bool) {
        #expect(FileReader(name: "u", uid: uid, groups: groups).may(4, status(mode)) == expected)
    }

    @Test func severalRightsAreAllWanted() {
        let reader = FileReader(name: "u", uid: 11, groups: [20])
        #expect(reader.may(3, status(0o030)))
        #expect(!reader.may(3, status(0o010)))
    }

    @Test func knowsTheSystemsUsers() {
        #expect(FileReader(name: "root")?.uid == 0)
        #expect(FileReader(name: "no such user") == nil)
    }
}
