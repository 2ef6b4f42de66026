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
}
