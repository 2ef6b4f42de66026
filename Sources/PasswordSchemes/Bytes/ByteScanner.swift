/// Reads bytes from front to back, never past their end. It holds a view, so it must not outlive the call that lent them.
struct ByteScanner {
    /// The unread bytes.
    private(set) var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) {
        rest = bytes
    }

    /// Takes the next byte; nil at the end.
    mutating func next() -> UInt8? {
        guard let byte = rest.first else { return nil }
        drop(1)
        return byte
    }

    /// Takes `prefix`; false, with nothing taken, if it does not come next.
    mutating func skip(_ prefix: StaticString) -> Bool {
        guard rest.starts(with: prefix) else { return false }
        drop(prefix.utf8CodeUnitCount)
        return true
    }

    /// Takes the bytes before the next `delimiter`, and the delimiter; nil, with nothing taken, if there is none.
    mutating func take(upTo delimiter: Character) -> UnsafeRawBufferPointer? {
        guard let byte = delimiter.asciiValue, let end = rest.firstIndex(of: byte) else { return nil }
        let taken = UnsafeRawBufferPointer(rebasing: rest[..<end])
        drop(end + 1)
        return taken
    }

    /// Takes a decimal number without sign, and without leading zeros unless they are allowed; `Int.max` if it does not fit.
    mutating func decimal(leadingZeros: Bool = false) -> Int? {
        let digits = rest.prefix { $0.isASCIIDigit }
        guard let first = digits.first, leadingZeros || first != UInt8(ascii: "0") || digits.count == 1
        else { return nil }
        var value = 0
        for digit in digits {
            let (sum, overflow) = value.saturatingProduct(10).addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            value = overflow ? .max : sum
        }
        drop(digits.count)
        return value
    }

    private mutating func drop(_ count: Int) {
        rest = UnsafeRawBufferPointer(rebasing: rest[min(count, rest.count)...])
    }
}

extension UnsafeRawBufferPointer {
    func starts(with prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { starts(with: $0) }
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }

    /// In upper case if this is an ASCII letter, otherwise unchanged.
    var asciiUppercase: UInt8 { isASCIILetter ? self & 0xDF : self }
}

extension String {
    /// The text of `bytes` with its ASCII letters in upper case.
    init(uppercasing bytes: UnsafeRawBufferPointer) {
        self.init(unsafeUninitializedCapacity: bytes.count) { text in
            for index in bytes.indices { text.initializeElement(at: index, to: bytes[index].asciiUppercase) }
            return bytes.count
        }
    }
}
