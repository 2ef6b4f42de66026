import Glibc

extension Settings {
    /// The largest settings file that is read, in bytes.
    static let largestFile = 1 << 20

    /// The settings of `file`. If it is nil: those of ``defaultFile``, or the defaults if that does not exist.
    public static func load(file: String?) throws(SettingsError) -> Settings {
        let path = file ?? defaultFile
        guard let bytes = try contents(of: path, mayBeMissing: file == nil) else { return Settings() }
        return try parse(bytes, file: path)
    }

    /// Reads `name = value` lines. `#` begins a comment at the start of a line or after white space.
    static func parse(_ bytes: [UInt8], file: String) throws(SettingsError) -> Settings {
        var settings = Settings()
        var lines: [String: Int] = [:]
        var number = 0
        for rawLine in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            func mistake(_ problem: String) -> SettingsError {
                SettingsError(place: file, line: number, problem: problem)
            }
            guard let line = String(validating: withoutComment(rawLine), as: UTF8.self) else {
                throw mistake("is not UTF-8 text")
            }
            if line.utf8.isEmpty { continue }
            guard let equals = line.utf8.firstIndex(of: UInt8(ascii: "=")) else {
                throw mistake("expected \"name = value\"")
            }
            let name = String(decoding: trimmed(line.utf8[..<equals]), as: UTF8.self)
            let value = String(decoding: trimmed(line.utf8[line.utf8.index(after: equals)...]), as: UTF8.self)
            guard let set = setters[name] else { throw mistake("there is no setting \"\(name)\"") }
            guard !value.isEmpty || mayBeEmpty.contains(name) else {
                throw mistake("\(name) has no value; leave the line out for the default")
            }
            if let first = lines.updateValue(number, forKey: name) {
                throw mistake("\(name) is set already in line \(first)")
            }
            do {
                try set(&settings, value)
            } catch {
                throw mistake("\(name) must be \(error.wanted)")
            }
        }
        return settings
    }

    private static func contents(of path: String, mayBeMissing: Bool) throws(SettingsError) -> [UInt8]? {
        func failure(_ code: Int32) -> SettingsError {
            SettingsError(
                place: path, line: nil, problem: "cannot read the settings: \(String(cString: strerror(code)))")
        }
        guard let stream = fopen(path, "re") else {
            if errno == ENOENT, mayBeMissing { return nil }
            throw failure(errno)
        }
        defer { fclose(stream) }
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: largestFile + 1) { room, count in
            count = fread(room.baseAddress, 1, room.count, stream)
            if ferror(stream) != 0 { code = errno }
        }
        guard code == 0 else { throw failure(code) }
        guard bytes.count <= largestFile else {
            throw SettingsError(place: path, line: nil, problem: "is over \(largestFile) bytes: not a settings file")
        }
        return bytes
    }

    private static func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let comment = line.indices.first { index in
            line[index] == UInt8(ascii: "#") && (index == line.startIndex || isSpace(line[index - 1]))
        }
        return trimmed(line[..<(comment ?? line.endIndex)])
    }
}

private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
}

private func trimmed<Bytes: BidirectionalCollection<UInt8>>(_ bytes: Bytes) -> Bytes.SubSequence {
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return bytes[bytes.endIndex...] }
    return bytes[first...last]
}
