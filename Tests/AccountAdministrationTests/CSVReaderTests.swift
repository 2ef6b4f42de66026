import Testing

@testable import AccountAdministration

@Suite struct CSVReaderTests {
    /// The records as `line:field|field`, and at the end the error.
    private func read(_ text: [UInt8]) -> [String] {
        text.withUnsafeBytes { bytes in
            var reader = CSVReader(bytes)
            var records: [String] = []
            do throws(LineError) {
                while let record = try reader.next() {
                    let fields = record.fields.indices.map {
                        record.withField($0) { String(decoding: $0, as: UTF8.self) }
                    }
                    records.append("\(record.line):\(fields.joined(separator: "|"))")
                }
            } catch {
                records.append("error in \(error.line)")
            }
            return records
        }
    }

    @Test(arguments: [
        ("", []), ("\n\r\n\n", []), ("a", ["1:a"]), ("a,b\n", ["1:a|b"]), ("a,b\r\nc,d", ["1:a|b", "2:c|d"]),
        (",", ["1:|"]), ("a,\n,b", ["1:a|", "2:|b"]), ("\u{FEFF}a,b", ["1:a|b"]), (" a , b ", ["1: a | b "]),
        ("\"a,b\",\"c\"\"d\"", ["1:a,b|c\"d"]), ("\"\"", ["1:"]), ("\"\"\"\"", ["1:\""]), ("\"\",\"\"", ["1:|"]),
        ("\"a\nb\"\nc", ["1:a\nb", "3:c"]), ("\"a\r\nb\",c\nd", ["1:a\r\nb|c", "3:d"]), ("a\rb", ["1:a\rb"]),
        ("a\r", ["1:a"]), ("\"a\"\r\n", ["1:a"]), ("a\n\n\nb", ["1:a", "4:b"]),
        ("a\"b", ["error in 1"]), ("a\n\"b", ["1:a", "error in 2"]), ("\"a\"b", ["error in 1"]),
        ("\"a\n\nb", ["error in 1"]), ("\"a\"\"", ["error in 1"]),
    ])
    func readsRecords(text: String, records: [String]) {
        #expect(read(Array(text.utf8)) == records)
    }

    @Test func bytesThatAreNoTextAreKept() throws {
        let text: [UInt8] = [0xFF, 0x00, 0x2C, 0xFE]
        let fields = try text.withUnsafeBytes { bytes in
            var reader = CSVReader(bytes)
            guard let record = try reader.next() else { return [[UInt8]]() }
            return record.fields.indices.map { record.withField($0) { Array($0) } }
        }
        #expect(fields == [[0xFF, 0x00], [0xFE]])
    }

    /// Wherever a file is cut off, the records before the cut are the same.
    @Test func aFileThatIsCutOffIsReadUpToThere() {
        let text = Array("a,\"b\"\"\nb\",c\r\n\"d\",e\nf,\"g\"\n".utf8)
        let whole = read(text)
        for end in text.indices {
            let part = read(Array(text[..<end]))
            #expect(part.dropLast().elementsEqual(whole.prefix(max(part.count - 1, 0))))
        }
    }
}
