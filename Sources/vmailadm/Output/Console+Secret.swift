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
        bytes.withUnsafeBytes { line.append($0) }
        line.append(UInt8(ascii: "\n"))
        try writeOut(line, to: STDOUT_FILENO)
    }

    /// Writes a line with its newline: byte for byte, except on a terminal: see ``safeOnTerminal(_:)``.
    static func write(_ line: borrowing SecretBytes, to descriptor: Int32) throws(AdministrationError) {
        if isatty(descriptor) == 1 {
            try writeOut(safeOnTerminal(line), to: descriptor)
        } else {
            try writeOut(line, to: descriptor)
        }
    }

    private static func writeOut(_ line: borrowing SecretBytes, to descriptor: Int32) throws(AdministrationError) {
        try line.withUnsafeBytes { (bytes) throws(AdministrationError) in try writeOut(bytes, to: descriptor) }
    }

    /// `line` with `?` for each scalar that is unsafe on a terminal, and for bytes that are not UTF-8.
    static func safeOnTerminal(_ line: borrowing SecretBytes) -> SecretBytes {
        var safe = SecretBytes(capacity: line.count)
        line.withUnsafeBytes { bytes in
            let newline = UInt8(ascii: "\n")
            let hasNewline = bytes.last == newline
            var decoder = UTF8()
            var source = bytes.dropLast(hasNewline ? 1 : 0).makeIterator()
            while true {
                switch decoder.decode(&source) {
                case .scalarValue(let scalar) where !isUnsafeOnTerminal(scalar):
                    for byte in String(scalar).utf8 { safe.append(byte) }
                case .scalarValue, .error: safe.append(UInt8(ascii: "?"))
                case .emptyInput:
                    if hasNewline { safe.append(newline) }
                    return
                }
            }
        }
        return safe
    }
}
