/// Dovecot's escaping of the bytes that its line protocols use themselves: NUL, 1, TAB, CR and LF (`str_tabescape` and
/// `str_tabunescape`, src/lib/strescape.c).
public enum TabEscape {
    /// Calls `write` with each byte of the escaped `field`. No copy is made, so a secret is only where `write` puts it.
    @inlinable public static func escape(_ field: some Sequence<UInt8>, _ write: (UInt8) -> Void) {
        for byte in field {
            let letter: Unicode.Scalar
            switch byte {
            case 0: letter = "0"
            case 1: letter = "1"
            case UInt8(ascii: "\t"): letter = "t"
            case UInt8(ascii: "\r"): letter = "r"
            case UInt8(ascii: "\n"): letter = "n"
            default:
                write(byte)
                continue
            }
            write(1)
            write(UInt8(ascii: letter))
        }
    }

    /// `field` without its escapes. As in Dovecot, an unknown escape means its letter, and one that is cut off nothing.
    @inlinable public static func unescape(_ field: some Collection<UInt8>) -> [UInt8] {
        guard field.contains(1) else { return Array(field) }
        var plain: [UInt8] = []
        plain.reserveCapacity(field.count)
        unescape(field) { plain.append($0) }
        return plain
    }

    /// Calls `write` with each byte of `field` without its escapes. No copy is made, so a secret is only where `write` puts it.
    @inlinable public static func unescape(_ field: some Sequence<UInt8>, _ write: (UInt8) -> Void) {
        var rest = field.makeIterator()
        while let byte = rest.next() {
            guard byte == 1 else {
                write(byte)
                continue
            }
            guard let letter = rest.next() else { break }
            switch letter {
            case UInt8(ascii: "0"): write(0)
            case UInt8(ascii: "t"): write(UInt8(ascii: "\t"))
            case UInt8(ascii: "r"): write(UInt8(ascii: "\r"))
            case UInt8(ascii: "n"): write(UInt8(ascii: "\n"))
            case UInt8(ascii: "1"): write(1)
            default: write(letter)
            }
        }
    }
}
