import SecretBytes
import Testing

@Suite struct SecretBytesTests {
    @Test func holdsWhatWasCopiedIntoIt() {
        let secret = SecretBytes(copying: Array("whatAcoolPassword".utf8))
        #expect(secret.count == 17)
        #expect(secret.withUnsafeBytes { Array($0) } == Array("whatAcoolPassword".utf8))
    }

    @Test func anEmptySecretHasNoBytes() {
        let secret = SecretBytes(copying: [])
        let isEmpty = secret.isEmpty
        #expect(isEmpty)
        #expect(secret.withUnsafeBytes { $0.count } == 0)
    }

    @Test func appendingKeepsToItsCapacity() {
        var secret = SecretBytes(capacity: 4)
        _ = secret.append { unused in
            unused.copyBytes(from: [1, 2, 3])
            return 3
        }
        #expect(secret.count == 3)
        let refused = secret.append { _ in 2 }
        #expect(refused == 0)
        #expect(secret.count == 3)
        #expect(secret.append { _ in -1 } == 0)
        #expect(secret.append { $0.count } == 1)
    }

    @Test func bytesThatDoNotFitAreLeftOut() {
        var secret = SecretBytes(capacity: 4)
        secret.append(1)
        [UInt8](2...5).withUnsafeBytes { secret.append($0) }
        secret.append(6)
        #expect(secret.withUnsafeBytes { Array($0) } == [1, 2, 3, 4])
    }
}

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
