/// Dovecot's escape of the bytes that its line protocols use themselves (`str_tabescape`, src/lib/strescape.c).
private let escapes: [(byte: UInt8, letter: UInt8)] = [
    (0x00, UInt8(ascii: "0")), (0x01, UInt8(ascii: "1")), (UInt8(ascii: "\t"), UInt8(ascii: "t")),
    (UInt8(ascii: "\r"), UInt8(ascii: "r")), (UInt8(ascii: "\n"), UInt8(ascii: "n")),
]

/// `field` without its escapes. An unknown escape stands for its letter, one cut off for nothing, as with Dovecot.
func tabUnescaped(_ field: ArraySlice<UInt8>) -> [UInt8] {
    guard field.contains(1) else { return Array(field) }
    var plain: [UInt8] = []
    plain.reserveCapacity(field.count)
    var isEscaped = false
    for byte in field {
        if isEscaped {
            plain.append(escapes.first { $0.letter == byte }?.byte ?? byte)
            isEscaped = false
        } else if byte == 1 {
            isEscaped = true
        } else {
            plain.append(byte)
        }
    }
    return plain
}

/// Appends `value` with its escapes.
func appendTabEscaped(_ value: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    for byte in value {
        if byte > UInt8(ascii: "\r") {
            bytes.append(byte)
        } else if let escape = escapes.first(where: { $0.byte == byte }) {
            bytes += [1, escape.letter]
        } else {
            bytes.append(byte)
        }
    }
}
