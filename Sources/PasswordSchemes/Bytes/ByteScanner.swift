/// Bytes that are lent for the length of a call.
typealias Bytes = UnsafeRawBufferPointer

/// Reads bytes from front to back, never past their end. It must not outlive the call that lent them.
struct ByteScanner {
    /// The unread bytes.
    private(set) var rest: Bytes

    init(_ bytes: Bytes) {
        rest = bytes
    }

    mutating func next() -> UInt8? {
        guard let byte = rest.first else { return nil }
        drop(1)
        return byte
    }

    /// Takes `prefix`; false, with nothing taken, if it does not come next.
    mutating func skip(_ prefix: String) -> Bool {
        guard rest.starts(with: prefix.utf8) else { return false }
        drop(prefix.utf8.count)
        return true
    }

    /// Takes the bytes before the next `delimiter`, and the delimiter; nil, with nothing taken, if there is none.
    mutating func take(upTo delimiter: Character) -> Bytes? {
        guard let byte = delimiter.asciiValue, let end = rest.firstIndex(of: byte) else { return nil }
        let taken = Bytes(rebasing: rest[..<end])
        drop(end + 1)
        return taken
    }

    /// Takes a decimal number without sign, and without leading zeros unless they are allowed; `Int.max` if it does not fit.
    mutating func decimal(leadingZeros: Bool = false) -> Int? {
        let digits = rest.prefix { $0.isASCIIDigit }
        guard let first = digits.first, leadingZeros || first != UInt8(ascii: "0") || digits.count == 1
        else { return nil }
        drop(digits.count)
        return digits.reduce(0) { value, digit in
            let (sum, overflow) = value.saturatingProduct(10).addingReportingOverflow(Int(digit - UInt8(ascii: "0")))
            return overflow ? .max : sum
        }
    }

    /// Takes a decimal number that is a cost. Throws if there is none, or if it is above `limit`.
    mutating func cost(_ what: String, atMost limit: Int) throws(HashDefect) -> Int {
        guard let cost = decimal() else { throw .malformed }
        try CostLimits.check(what, cost, atMost: limit)
        return cost
    }

    private mutating func drop(_ count: Int) {
        rest = Bytes(rebasing: rest[count...])
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isASCIILetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
