/// The base 64 of crypt(3): `./0-9A-Za-z`, in that order.
enum CryptBase64 {
    /// The 64 digits, each at the index that is its value.
    static let digits = Array("./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    static func contains(_ byte: UInt8) -> Bool { digits.contains(byte) }
}

extension ByteScanner {
    /// Takes a digit.
    mutating func cryptDigit() throws(HashDefect) -> UInt32 {
        guard let byte = next(), let value = CryptBase64.digits.firstIndex(of: byte) else { throw .malformed }
        return UInt32(value)
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
