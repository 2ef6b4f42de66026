/// Reads a run of bytes from front to back, never past its end.
///
/// It holds a view, so it must not outlive the call that lent the bytes.
struct ByteScanner {
    /// What has not been read yet.
    private(set) var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    /// Takes the next byte, if there is one.
    mutating func next() -> UInt8? {
        guard let byte = rest.first else { return nil }
        drop(1)
        return byte
    }

    /// Takes `prefix` if the rest starts with it.
    mutating func skip(_ prefix: StaticString) -> Bool {
        guard rest.starts(with: prefix) else { return false }
        drop(prefix.utf8CodeUnitCount)
        return true
    }

    /// Takes what comes before the next `delimiter`, and the delimiter; nil, and nothing taken, if there is none.
    mutating func take(upTo delimiter: Character) -> UnsafeRawBufferPointer? {
        guard let byte = delimiter.asciiValue, let end = rest.firstIndex(of: byte) else { return nil }
        let taken = UnsafeRawBufferPointer(rebasing: rest[..<end])
        drop(end + 1)
        return taken
    }

    /// Takes a decimal number without sign, and without leading zeros unless they are allowed; one that does not fit
    /// is `Int.max`.
    mutating func decimal(leadingZeros: Bool = false) -> Int? {
        let digits = rest.prefix { $0.isASCIIDigit }
        guard let first = digits.first, leadingZeros || first != UInt8(ascii: "0") || digits.count == 1
        else { return nil }
        var value = 0
        for digit in digits {
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            value = overflow || carry || value == .max ? .max : sum
        }
        drop(digits.count)
        return value
    }

    private mutating func drop(_ count: Int) {
        rest = UnsafeRawBufferPointer(rebasing: rest[min(count, rest.count)...])
    }
}

extension UnsafeRawBufferPointer {
    /// True if the first bytes are those of `prefix`.
    func starts(with prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { starts(with: $0) }
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    /// The lower-case letter in upper case; any other byte as it is.
    var asciiUppercase: UInt8 { isASCIILetter ? self & 0xDF : self }
}

extension String {
    /// The text `bytes`, its ASCII letters in upper case.
    init(uppercasing bytes: UnsafeRawBufferPointer) {
        self.init(unsafeUninitializedCapacity: bytes.count) { text in
            for index in bytes.indices { text.initializeElement(at: index, to: bytes[index].asciiUppercase) }
            return bytes.count
        }
    }
}
