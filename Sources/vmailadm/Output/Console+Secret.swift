import AccountAdministration
import Glibc
import SecretBytes
import TerminalText

extension Console {
    /// Prints `bytes` and a newline on standard output, byte for byte, since a replaced byte would change the hash.
    ///
    /// No `String` holds them.
    static func print(secret bytes: borrowing SecretBytes) throws(AdministrationError) {
        var line = SecretBytes(capacity: bytes.count + 1)
        _ = line.append { unused in
            bytes.withUnsafeBytes { unused.copyMemory(from: $0) }
            unused[bytes.count] = UInt8(ascii: "\n")
            return bytes.count + 1
        }
        try line.withUnsafeBytes { (bytes) throws(AdministrationError) in try writeOut(bytes, to: STDOUT_FILENO) }
    }

    /// Writes a line with its newline: byte for byte, except on a terminal: see ``safeOnTerminal(_:)``.
    static func write(_ line: borrowing SecretBytes, to descriptor: Int32) throws(AdministrationError) {
        if isatty(descriptor) == 1 {
            try safeOnTerminal(line).withUnsafeBytes { (bytes) throws(AdministrationError) in
                try writeOut(bytes, to: descriptor)
            }
        } else {
            try line.withUnsafeBytes { (bytes) throws(AdministrationError) in try writeOut(bytes, to: descriptor) }
        }
    }

    /// `line` with `?` for each scalar that is unsafe on a terminal, and for bytes that are not UTF-8.
    static func safeOnTerminal(_ line: borrowing SecretBytes) -> SecretBytes {
        var safe = SecretBytes(capacity: line.count)
        _ = safe.append { unused in
            line.withUnsafeBytes { bytes in
                let end: [UInt8] = bytes.last == UInt8(ascii: "\n") ? [UInt8(ascii: "\n")] : []
                var decoder = UTF8()
                var source = bytes.dropLast(end.count).makeIterator()
                var count = 0
                func put(_ written: some Sequence<UInt8>) {
                    for byte in written {
                        unused[count] = byte
                        count += 1
                    }
                }
                while true {
                    switch decoder.decode(&source) {
                    case .scalarValue(let scalar) where !isUnsafeOnTerminal(scalar): put(String(scalar).utf8)
                    case .scalarValue, .error: put(CollectionOfOne(UInt8(ascii: "?")))
                    case .emptyInput:
                        put(end)
                        return count
                    }
                }
            }
        }
        return safe
    }
}
