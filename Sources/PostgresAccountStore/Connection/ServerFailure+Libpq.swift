import CPostgres

extension ServerFailure {
    /// The error in a result.
    init(result: OpaquePointer) {
        func field(_ code: UnicodeScalar) -> String? {
            PQresultErrorField(result, Int32(code.value)).map { String(cString: $0) }
        }
        // PG_DIAG_SQLSTATE, _SEVERITY_NONLOCALIZED, _MESSAGE_PRIMARY: macros that Swift does not import.
        let severity = field("V")
        let text = field("M") ?? oneLine(String(cString: PQresultErrorMessage(result)))
        if let state = field("C") {
            self.init(
                cause: .error(sqlState: state, isFatal: severity == "FATAL" || severity == "PANIC"),
                message: "\(text) (\(state))")
        } else {
            self.init(cause: .connection, message: text)
        }
    }

    /// The error that broke a connection, or that kept it from being made.
    init(connection handle: OpaquePointer) {
        let message = String(cString: PQerrorMessage(handle))
        let text = message.isEmpty ? "the connection is closed" : Self.withoutSource(message)
        if let state = Self.sqlState(in: message) {
            self.init(cause: .error(sqlState: state, isFatal: true), message: text)
        } else {
            self.init(cause: .connection, message: text)
        }
    }

    /// The SQLSTATE in a verbose message, `FATAL:  28P01: password …`. A failed connection has it nowhere else. The word before it is in
    /// the server's language; each SQLSTATE has a digit.
    static func sqlState(in message: String) -> String? {
        func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        for line in message.split(separator: "\n") {
            let parts = line.split(separator: ":").map { $0.drop { $0 == " " } }
            let state = parts.dropFirst().first { part in
                part.utf8.count == 5 && part.utf8.contains(where: isDigit)
                    && part.utf8.allSatisfy { isDigit($0) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            }
            if let state { return String(state) }
        }
        return nil
    }

    /// A verbose message without the line that names the server's source file.
    private static func withoutSource(_ message: String) -> String {
        let lines = message.split(separator: "\n").filter { !$0.hasPrefix("LOCATION:") }
        return oneLine(lines.joined(separator: "\n"))
    }
}
