import SecretBytes
import Testing

@Suite struct ConstantTimeTests {
    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.withUnsafeBytes { left in right.withUnsafeBytes { right in constantTimeEqual(left, right) } }
    }

    @Test func equalRunsAreEqual() {
        #expect(Self.equal([], []))
        #expect(Self.equal([0, 255, 128], [0, 255, 128]))
    }

    @Test(arguments: 0..<64) func oneBitAnywhereMakesADifference(bit: Int) {
        let original = [UInt8](repeating: 0b1010_1010, count: 8)
        var changed = original
        changed[bit / 8] ^= 1 << (bit % 8)
        #expect(!Self.equal(original, changed))
    }

    @Test func aPrefixIsNotEqual() {
        #expect(!Self.equal([1, 2, 3], [1, 2]))
        #expect(!Self.equal([], [0]))
    }
}
