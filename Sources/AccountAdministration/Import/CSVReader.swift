import SecretBytes

/// Reads comma-separated values as RFC 4180 has them, a record at a time.
///
/// Libraries for CSV work on strings. Here, passwords are bytes that are wiped.
struct CSVReader: ~Copyable {
    /// A record; its fields stand one after the other in `bytes`, without their quotes.
    struct Record: ~Copyable {
        /// The line that it begins in, from 1.
        let line: Int
        let fields: [Range<Int>]
        fileprivate let bytes: SecretBytes

        /// Calls `body` with the bytes of a field; with none for a field that does not exist.
        func withField<Result: ~Copyable, Failure: Error>(
            _ index: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
        ) throws(Failure) -> Result {
            let field = fields.indices.contains(index) ? fields[index] : 0..<0
            return try bytes.withUnsafeBytes { (bytes) throws(Failure) in
                try body(UnsafeRawBufferPointer(rebasing: bytes[field]))
            }
        }
    }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var line = 1

    /// A reader of `bytes`, which must outlive it. A byte order mark in front is passed over.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    /// The next record; nil after the last. Empty lines are no records.
    mutating func next() throws(LineError) -> Record? {
        skipEmptyLines()
        guard position < bytes.count else { return nil }
        let start = line
        var text = SecretBytes(capacity: recordSize)
        var fields: [Range<Int>] = []
        while true {
            let begin = text.count
            if peek == UInt8(ascii: "\"") { try readQuoted(into: &text) } else { try readPlain(into: &text) }
            fields.append(begin..<text.count)
            guard peek == UInt8(ascii: ",") else { break }
            position += 1
        }
        takeLineEnd()
        return Record(line: start, fields: fields, bytes: text)
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private var isAtLineEnd: Bool {
        switch peek {
        case nil, UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): position + 1 == bytes.count || bytes[position + 1] == UInt8(ascii: "\n")
        default: false
        }
    }

    /// At least as many bytes as the next record has: up to the first line end outside quotes.
    private var recordSize: Int {
        var isQuoted = false
        for index in position..<bytes.count {
            if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if bytes[index] == UInt8(ascii: "\n"), !isQuoted { return index - position }
        }
        return bytes.count - position
    }

    private mutating func skipEmptyLines() {
        while position < bytes.count, isAtLineEnd { takeLineEnd() }
    }

    private mutating func takeLineEnd() {
        if peek == UInt8(ascii: "\r") { position += 1 }
        if peek == UInt8(ascii: "\n") {
            position += 1
            line += 1
        }
    }

    private mutating func readPlain(into text: inout SecretBytes) throws(LineError) {
        let start = position
        while let byte = peek, byte != UInt8(ascii: ","), !isAtLineEnd {
            guard byte != UInt8(ascii: "\"") else {
                throw LineError(line, "has a quote inside a field; put the field in quotes, and double those in it")
            }
            position += 1
        }
        append(start..<position, to: &text)
    }

    private mutating func readQuoted(into text: inout SecretBytes) throws(LineError) {
        let firstLine = line
        position += 1
        var start = position
        while let byte = peek {
            position += 1
            if byte == UInt8(ascii: "\n") { line += 1 }
            guard byte == UInt8(ascii: "\"") else { continue }
            append(start..<position - 1, to: &text)
            guard peek == UInt8(ascii: "\"") else {
                guard peek == UInt8(ascii: ",") || isAtLineEnd else {
                    throw LineError(line, "has something between a closing quote and the comma")
                }
                return
            }
            // The second of two quotes begins the next run of bytes: it stands for both.
            start = position
            position += 1
        }
        throw LineError(firstLine, "begins a quoted field that does not end")
    }

    private func append(_ range: Range<Int>, to text: inout SecretBytes) {
        text.append(UnsafeRawBufferPointer(rebasing: bytes[range]))
    }
}

struct LineError: Error, Equatable {
    /// From 1.
    let line: Int
    /// The mistake, as the end of a sentence, without a password or a hash.
    let problem: String
    /// How the program ends.
    let status: ExitStatus

    init(_ line: Int, _ problem: String, _ status: ExitStatus = .data) {
        self.line = line
        self.problem = problem
        self.status = status
    }
}
