import AccountAdministration
import Glibc

/// Output that is kept until all of it is known, in memory that does not grow, and beyond that in a file without a name.
///
/// A program that reads a list slowly, such as a pager, would otherwise keep the database locked: changes would wait for it, and new
/// look-ups for them.
final class SpooledOutput {
    /// The most that is kept in memory, in bytes.
    private static let memory = 1 << 20

    private var buffer: [UInt8] = []
    private var file: Int32?

    deinit { if let file { close(file) } }

    func write(_ text: String) throws(AdministrationError) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > Self.memory { try spool() }
    }

    /// Writes all of it to `descriptor`.
    func copy(to descriptor: Int32) throws(AdministrationError) {
        if let file {
            try spool()
            lseek(file, 0, SEEK_SET)
            var chunk = [UInt8](repeating: 0, count: Self.memory)
            while true {
                let count = read(file, &chunk, chunk.count)
                guard count >= 0 else {
                    throw .temporary("/var/tmp: cannot be read: \(String(cString: strerror(errno)))")
                }
                if count == 0 { return }
                try Self.write(chunk[..<count], to: descriptor)
            }
        }
        try Self.write(buffer[...], to: descriptor)
    }

    private func spool() throws(AdministrationError) {
        let file = if let known = self.file { known } else { try Self.newFile() }
        self.file = file
        try Self.write(buffer[...], to: file)
        buffer.removeAll(keepingCapacity: true)
    }

    private static func newFile() throws(AdministrationError) -> Int32 {
        var path = Array("/var/tmp/vmailadm.XXXXXX".utf8CString)
        let file = mkstemp(&path)
        guard file >= 0 else {
            throw .temporary("/var/tmp: no temporary file can be made there: \(String(cString: strerror(errno)))")
        }
        unlink(path)
        return file
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) throws(AdministrationError) {
        try bytes.withUnsafeBufferPointer { (bytes) throws(AdministrationError) in
            try Console.writeOut(UnsafeRawBufferPointer(bytes), to: descriptor)
        }
    }
}
