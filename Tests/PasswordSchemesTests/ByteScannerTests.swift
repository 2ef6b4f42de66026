import Testing

@testable import PasswordSchemes

@Suite struct ByteScannerTests {
    static func scan<Result>(_ text: String, _ body: (inout ByteScanner) -> Result) -> Result {
        Array(text.utf8).withUnsafeBytes {
            var scanner = ByteScanner($0)
            return body(&scanner)
        }
    }

    @Test(arguments: [
        ("0", 0), ("1", 1), ("12x", 12), ("9223372036854775806", .max - 1), ("9223372036854775807", .max),
        ("9223372036854775808", .max), ("99999999999999999999999999999999", .max), ("10000000000000000000", .max),
        ("", nil), ("x", nil), ("-1", nil), ("+1", nil), (" 1", nil), ("01", nil), ("00", nil), ("/", nil), (":", nil),
    ]) func decimals(text: String, value: Int?) {
        #expect(Self.scan(text) { $0.decimal() } == value)
    }

    @Test func leadingZerosIfAllowed() {
        #expect(Self.scan("007x") { $0.decimal(leadingZeros: true) } == 7)
    }

    @Test func takesUpToADelimiterOrNothing() {
        let taken = Self.scan("a$$b") { scanner in
            (0..<3).map { _ in scanner.take(upTo: "$").map { String(decoding: $0, as: UTF8.self) } }
                + [String(decoding: scanner.rest, as: UTF8.self)]
        }
        #expect(taken == ["a", "", nil, "b"])
    }

    @Test func skipsWhatIsThere() {
        let skipped = Self.scan("ab") { scanner in
            [
                scanner.skip("abc"), scanner.skip("b"), scanner.skip("a"), scanner.skip("b"), scanner.skip("b"),
                scanner.skip(""),
            ]
        }
        #expect(skipped == [false, false, true, true, false, true])
    }

    @Test func nothingComesAfterTheEnd() {
        let bytes = Self.scan("a") { scanner in [scanner.next(), scanner.next(), scanner.next()] }
        #expect(bytes == [UInt8(ascii: "a"), nil, nil])
    }
}
