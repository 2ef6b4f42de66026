/// A flat JSON object whose values are strings, as Dovecot's dict passdb and userdb read it (RFC 8259). It is one line without
/// control bytes.
package struct JSONObject {
    /// The text between the braces.
    private(set) var members: [UInt8] = []

    package init() { members.reserveCapacity(512) }

    /// Adds a member, even if there is one of the same name already. A `name` needs no escapes.
    package mutating func add(_ name: String, _ value: UnsafeRawBufferPointer) {
        if !members.isEmpty { members.append(UInt8(ascii: ",")) }
        members.append(UInt8(ascii: "\""))
        members += name.utf8
        members += [UInt8(ascii: "\""), UInt8(ascii: ":"), UInt8(ascii: "\"")]
        appendEscaped(value)
        members.append(UInt8(ascii: "\""))
    }

    package mutating func add(_ name: String, _ value: String) {
        value.utf8Span.span.withUnsafeBytes { add(name, $0) }
    }

    package mutating func add(_ other: JSONObject) {
        if !members.isEmpty, !other.members.isEmpty { members.append(UInt8(ascii: ",")) }
        members += other.members
    }

    private mutating func appendEscaped(_ text: UnsafeRawBufferPointer) {
        var rest = text[...]
        while let index = rest.firstIndex(where: Self.isEscaped) {
            members += rest[..<index]
            appendEscape(of: rest[index])
            rest = rest[(index + 1)...]
        }
        members += rest
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func appendEscape(of byte: UInt8) {
        if byte < 0x20 {
            let digits = Array("0123456789abcdef".utf8)
            members += "\\u00".utf8
            members += [digits[Int(byte >> 4)], digits[Int(byte & 0xf)]]
        } else {
            members += [UInt8(ascii: "\\"), byte]
        }
    }
}
