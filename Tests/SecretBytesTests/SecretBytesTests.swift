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

@Suite struct OverwritingTests {
    /// All the memory of `secret`, with what is behind the bytes in use.
    static func memory(of secret: borrowing SecretBytes) -> [UInt8] {
        let capacity = secret.capacity
        return secret.withUnsafeBytes { Array(UnsafeRawBufferPointer(start: $0.baseAddress, count: capacity)) }
    }

    @Test func aPartIsOverwritten() {
        var secret = SecretBytes(copying: [UInt8](1...5))
        secret.wipe(1..<3)
        #expect(Self.memory(of: secret) == [1, 0, 0, 4, 5])
        secret.wipe(5..<5)
        #expect(secret.count == 5)
    }

    @Test(arguments: 0...5) func whatMovesToTheFrontLeavesNothingBehind(number: Int) {
        var secret = SecretBytes(copying: [UInt8](1...5))
        secret.removeFirst(number)
        let rest = Array([UInt8](1...5)[number...])
        #expect(secret.withUnsafeBytes { Array($0) } == rest)
        #expect(Self.memory(of: secret) == rest + [UInt8](repeating: 0, count: number))
    }

    @Test func memoryIsOverwritten() {
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: 3, alignment: 1)
        bytes.copyBytes(from: [1, 2, 3])
        overwrite(UnsafeRawBufferPointer(rebasing: bytes[1...]))
        #expect(Array(bytes) == [1, 0, 0])
        bytes.deallocate()
    }
}
