/// The base 64 of crypt(3): `./0-9A-Za-z`, in that order.
enum CryptBase64 {
    /// The 64 digits, each at the index that is its value.
    static let digits = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    static func contains(_ byte: UInt8) -> Bool { value(byte) != nil }

    /// The value of a digit, 0 to 63; nil if `byte` is no digit.
    static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: ".")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "."))
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A")) + 12
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 38
        default: nil
        }
    }
}

extension ByteScanner {
    /// Takes a digit.
    mutating func cryptDigit() throws(HashDefect) -> UInt32 {
        guard let byte = next(), let value = CryptBase64.value(byte) else { throw .malformed }
        return value
    }

    /// Takes a number of `digits` digits, the least significant first.
    mutating func cryptNumber(digits: Int) throws(HashDefect) -> UInt32 {
        var number: UInt32 = 0
        for place in 0..<UInt32(digits) {
            number |= try cryptDigit() << (6 * place)
        }
        return number
    }
}
