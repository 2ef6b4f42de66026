import Foundation
import Supervision
import Testing

@Suite struct JournalTests {
    @Test func theDeviceAndInodeDecide() {
        var pipes: [Int32] = [0, 0]
        #expect(pipe(&pipes) == 0)
        defer { for descriptor in pipes { close(descriptor) } }
        var status = stat()
        #expect(fstat(pipes[1], &status) == 0)
        let (device, inode) = (UInt64(status.st_dev), UInt64(status.st_ino))
        func isJournal(_ stream: String?) -> Bool {
            Supervision.isJournal(pipes[1]) { $0 == "JOURNAL_STREAM" ? stream : nil }
        }
        #expect(isJournal("\(device):\(inode)"))
        let others = [
            nil, "", ":", "\(device)", "\(device):", "\(device):\(inode):", "\(device):\(inode + 1)",
            "\(device + 1):\(inode)", "x:\(inode)",
        ]
        for stream in others { #expect(!isJournal(stream), "\(stream ?? "nil")") }
        #expect(!Supervision.isJournal(-1) { _ in "\(device):\(inode)" })
    }
}
