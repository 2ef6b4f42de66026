import Glibc

/// Whether what is written to `descriptor` goes to systemd's journal: JOURNAL_STREAM names its device and inode (systemd.exec(5)).
package func isJournal(_ descriptor: Int32, environment: (String) -> String?) -> Bool {
    guard let stream = environment("JOURNAL_STREAM") else { return false }
    let numbers = stream.split(separator: ":", omittingEmptySubsequences: false).map { UInt64($0) }
    var status = stat()
    guard numbers.count == 2, fstat(descriptor, &status) == 0 else { return false }
    return numbers[0] == UInt64(status.st_dev) && numbers[1] == UInt64(status.st_ino)
}
