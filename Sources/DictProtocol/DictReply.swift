/// What a dict server answers, as bytes with the LF behind. Only what Dovecot 2.3 bears: another reply ends its auth worker.
public enum DictReply {
    /// To a look-up: the value. It has none of the bytes that the protocol uses itself, so none are escaped.
    public static func found(_ value: JSONObject) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(value.members.count + 4)
        line += [UInt8(ascii: "O"), UInt8(ascii: "{")]
        line += value.members
        line += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
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
