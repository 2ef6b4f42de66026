import SecretBytes
import Testing

@testable import PasswordSchemes

@Suite struct PasswordEncodingTests {
    static func decode(_ encoding: PasswordEncoding, _ text: String) -> [UInt8]? {
        Array(text.utf8).withUnsafeBytes { text in
            if let bytes = encoding.decode(text) { return bytes.withUnsafeBytes { Array($0) } }
            return nil
        }
    }

    static func encode(_ encoding: PasswordEncoding, _ bytes: [UInt8]) -> String {
        SecretBytes(copying: bytes).withUnsafeBytes { bytes in
            encoding.encode(bytes).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test(arguments: 0..<70) func everyLengthSurvives(length: Int) {
        let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
        for encoding in [PasswordEncoding.hex, .base64, .unpaddedBase64] {
            #expect(Self.decode(encoding, Self.encode(encoding, bytes)) == bytes)
        }
    }

    @Test(arguments: [
        // RFC 4648
        ("f", "Zg==", "66"), ("fo", "Zm8=", "666f"), ("foo", "Zm9v", "666f6f"), ("foob", "Zm9vYg==", "666f6f62"),
    ]) func standardVectors(text: String, base64: String, hex: String) {
        #expect(Self.encode(.base64, Array(text.utf8)) == base64)
        #expect(Self.encode(.hex, Array(text.utf8)) == hex)
        #expect(Self.decode(.hex, hex.uppercased()) == Array(text.utf8))
        #expect(Self.decode(.unpaddedBase64, base64.filter { $0 != "=" }) == Array(text.utf8))
    }

    @Test(arguments: ["Z", "Zg", "Zg=", "Zh==", "Zg===", "Zg==Zg==", " Zg==", "Zg==\n", "Z-==", "Zg==\0"])
    func badBase64(text: String) {
        #expect(Self.decode(.base64, text) == nil)
    }

    @Test(arguments: [0xAF, 0xAB, 0xFA] as [UInt8]) func theEighthBitIsNotPassedOver(byte: UInt8) {
        let text: [UInt8] = [byte] + "m9v".utf8
        let isDecoded = text.withUnsafeBytes { if PasswordEncoding.base64.decode($0) != nil { true } else { false } }
        #expect(!isDecoded)
    }

    @Test(arguments: ["6", "666", "6g", "0x66", " 66", "66 ", "66:66"]) func badHex(text: String) {
        #expect(Self.decode(.hex, text) == nil)
    }

    @Test(arguments: [("hex", PasswordEncoding.hex), ("HEX", .hex), ("b64", .base64), ("Base64", .base64)])
    func names(suffix: String, encoding: PasswordEncoding) {
        #expect(PasswordEncoding(suffix: suffix) == encoding)
        #expect(PasswordEncoding(suffix: suffix + "x") == nil)
    }
}
