import CPostgres

/// The servers that libpq finds in a URI, its service file and its environment.
enum ServerList {
    /// The servers of `uri`, in their order. The files that it names are read at each call.
    ///
    /// libpq has no function that reads a URI with its service file and does not connect. But it reads everything, and connects nothing,
    /// if one of its last options is wrong.
    static func read(_ uri: String) throws(ServerFailure) -> [ServerAddress] {
        let wrongOption = "target_session_attrs"
        let handle = withParameters([("dbname", uri), (wrongOption, "none, only read the URI")]) {
            PQconnectStartParams($0, $1, 1)
        }
        guard let handle else { throw ServerFailure(cause: .client, message: "libpq has no memory") }
        defer { PQfinish(handle) }
        let message = String(cString: PQerrorMessage(handle))
        guard message.contains(wrongOption), let options = PQconninfo(handle) else {
            throw ServerFailure(cause: .client, message: oneLine(message))
        }
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        let servers = ServerAddress.list(hosts: values["host"], addresses: values["hostaddr"], ports: values["port"])
        // libpq would find this when it connects, and quote a part of a password with a "/".
        guard servers.allSatisfy({ $0.port.map { (UInt16($0) ?? 0) > 0 } ?? true }) else {
            throw ServerFailure(cause: .client, message: "a port is no number from 1 to 65535")
        }
        return servers
    }
}

/// Calls `body` with libpq's two arrays of keywords and values.
func withParameters<Result>(
    _ parameters: [(keyword: String, value: String)],
    _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    withCStrings(parameters.map(\.keyword) + [nil]) { keywords in
        withCStrings(parameters.map(\.value) + [nil]) { values in body(keywords, values) }
    }
}

/// Calls `body` with an array of C strings; nil stays nil.
func withCStrings<Result>(
    _ strings: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Result
) -> Result {
    // One block with all of them, so that nothing is to be freed one by one.
    var bytes: [CChar] = []
    var offsets: [Int?] = []
    for string in strings {
        offsets.append(string == nil ? nil : bytes.count)
        if let string { bytes += string.utf8CString }
    }
    return bytes.withUnsafeBufferPointer { bytes in
        let pointers = offsets.map { offset in offset.flatMap { bytes.baseAddress?.advanced(by: $0) } }
        return pointers.withUnsafeBufferPointer { pointers in
            guard let start = pointers.baseAddress else {
                var none: UnsafePointer<CChar>?
                return withUnsafePointer(to: &none, body)
            }
            return body(start)
        }
    }
}

/// The lines of a message of libpq as one.
func oneLine(_ message: String) -> String {
    message.split(whereSeparator: \.isNewline).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        .joined(separator: "; ")
}
