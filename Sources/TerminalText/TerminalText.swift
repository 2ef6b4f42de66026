/// `bytes` for one line of a log: what is not printable ASCII as `\xHH`, and at most 100 bytes of it.
public func printable(_ bytes: some Collection<UInt8>) -> String {
    let longest = 100
    let digits = Array("0123456789abcdef".unicodeScalars)
    var text = ""
    for byte in bytes.prefix(longest) {
        if (0x20...0x7e).contains(byte), byte != UInt8(ascii: "\\") {
            text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            text += "\\x"
            text.unicodeScalars.append(digits[Int(byte >> 4)])
            text.unicodeScalars.append(digits[Int(byte & 0xf)])
        }
    }
    return bytes.count > longest ? text + "..." : text
}

/// `text` as one line that is safe to print on a terminal: each control character, line separator and control of the writing
/// direction becomes `?`.
public func oneLine(_ text: String) -> String {
    var line = ""
    line.unicodeScalars.append(contentsOf: text.unicodeScalars.map { isUnsafeOnTerminal($0) ? "?" : $0 })
    return line
}

/// True for C0, DEL and C1, the line separators, and the controls of the writing direction (Unicode's Bidi_Control), with which a
/// name can look like another one.
public func isUnsafeOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029: true
    case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
    default: false
    }
}
