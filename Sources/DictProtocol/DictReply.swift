import TabEscape

/// The replies of a dict server, as lines that end with an LF. Dovecot 2.3 ends its auth worker at any reply that is not one of
/// these.
package enum DictReply {
    /// To a look-up: the value. It needs no escapes, because a ``JSONObject`` has no control bytes.
    package static func found(_ value: JSONObject) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(value.members.count + 4)
        line += "O{".utf8
        line += value.members
        line += "}\n".utf8
        return line
    }

    /// To a look-up: the key does not exist.
    package static let notFound = Array("N\n".utf8)

    /// To a look-up or an iteration: a temporary failure. The client logs `reason`.
    package static func failure(_ reason: String) -> [UInt8] {
        var line = [UInt8(ascii: "F")]
        TabEscape.escape(reason.utf8) { line.append($0) }
        line.append(UInt8(ascii: "\n"))
        return line
    }

    /// To an iteration: a key, without its value.
    package static func appendKey(prefix: [UInt8], name: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "O"))
        TabEscape.escape(prefix) { bytes.append($0) }
        TabEscape.escape(name.utf8) { bytes.append($0) }
        bytes += "\t\n".utf8
    }

    /// To an iteration: all keys have been sent.
    package static let iterationEnd = [UInt8(ascii: "\n")]

    /// To the end of a transaction: the dictionary is read-only, so nothing was changed.
    package static func transactionRefused(id: UInt32, isAsync: Bool) -> [UInt8] {
        Array("\(isAsync ? "A" : "")F\(id)\tthis dictionary is read-only\n".utf8)
    }
}
