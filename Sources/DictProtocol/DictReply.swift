/// What a dict server answers, as bytes with the LF behind. Only what Dovecot 2.3 bears: another reply ends its auth worker.
public enum DictReply {
    /// To a look-up: the value.
    public static func found(_ value: JSONObject) -> [UInt8] {
        var line = [UInt8(ascii: "O")]
        appendTabEscaped(value.bytes, to: &line)
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// To a look-up: no such key.
    public static let notFound = Array("N\n".utf8)

    /// To a look-up or an iteration: it can't be told. `reason` is for the log of the client.
    public static func failure(_ reason: String) -> [UInt8] {
        var line = [UInt8(ascii: "F")]
        appendTabEscaped(reason.utf8, to: &line)
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// To an iteration: a key, without its value.
    public static func appendKey(prefix: [UInt8], name: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "O"))
        appendTabEscaped(prefix, to: &bytes)
        appendTabEscaped(name.utf8, to: &bytes)
        bytes += "\t\n".utf8
    }

    /// To an iteration: all keys have been sent.
    public static let iterationEnd = [UInt8(ascii: "\n")]

    /// To the end of a transaction: nothing was changed, and nothing can be.
    public static func transactionRefused(id: UInt32, isAsync: Bool) -> [UInt8] {
        Array("\(isAsync ? "A" : "")F\(id)\tthis dictionary is read-only\n".utf8)
    }
}

/// A flat JSON object with strings for values, as Dovecot's dict passdb and userdb read it (RFC 8259).
public struct JSONObject {
    private(set) var bytes = [UInt8(ascii: "{")]

    /// The object `{}`.
    public init() { bytes.append(UInt8(ascii: "}")) }

    /// Adds a member. Neither name nor value is looked at: one that is there already is there twice.
    public mutating func add(_ name: String, _ value: some Sequence<UInt8>) {
        bytes[bytes.count - 1] = UInt8(ascii: bytes.count > 2 ? "," : "\"")
        if bytes.count > 2 { bytes.append(UInt8(ascii: "\"")) }
        appendEscaped(name.utf8)
        bytes += "\":\"".utf8
        appendEscaped(value)
        bytes += "\"}".utf8
    }

    /// Adds a member with text for a value.
    public mutating func add(_ name: String, _ value: String) { add(name, value.utf8) }

    private mutating func appendEscaped(_ text: some Sequence<UInt8>) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 0xf)]]
            default:
                bytes.append(byte)
            }
        }
    }
}
