import TabEscape

/// The replies of the dictionary that verifies, as lines that end with an LF: a letter, the number of the request, and for some a TAB and
/// more.
package enum VerifyReply {
    /// The user may log in, with these fields. They need no escapes, because a ``JSONObject`` has no control bytes.
    package static func allowed(_ id: UInt64, _ fields: JSONObject) -> [UInt8] {
        var line = Array("O\(id)\t{".utf8)
        line += fields.members
        line += "}\n".utf8
        return line
    }

    /// The password is wrong.
    package static func wrongPassword(_ id: UInt64) -> [UInt8] { Array("M\(id)\n".utf8) }

    /// There is no such user.
    package static func unknown(_ id: UInt64) -> [UInt8] { Array("N\(id)\n".utf8) }

    /// The user may not log in, whatever the password.
    package static func disabled(_ id: UInt64) -> [UInt8] { Array("D\(id)\n".utf8) }

    /// It cannot be told now. The client logs `reason`.
    package static func failure(_ id: UInt64, _ reason: String) -> [UInt8] {
        var line = Array("F\(id)\t".utf8)
        TabEscape.escape(reason.utf8) { line.append($0) }
        line.append(UInt8(ascii: "\n"))
        return line
    }
}
