import CheckpasswordProtocol
import Glibc
import SecretBytes
import Testing

@Suite struct CheckpasswordRequestTests {
    static func parse(_ bytes: [UInt8]) throws(CheckpasswordRequest.Failure) -> (user: [UInt8], password: [UInt8]) {
        let request = try CheckpasswordRequest(parsing: SecretBytes(copying: bytes))
        return (request.user, request.password.withUnsafeBytes { Array($0) })
    }

    static func request(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test(arguments: [
        ("u\0p\0\0", "u", "p"), ("u\0p\0t\0", "u", "p"), ("u\0p\0", "u", "p"), ("u\0p\0t", "u", "p"),
        ("u\0\0\0", "u", ""),
        ("\0p\0\0", "", "p"), ("\0\0\0", "", ""), ("u\0p\0\0trailing\0", "u", "p"),
    ])
    func requests(text: String, user: String, password: String) throws {
        let parts = try Self.parse(Self.request(text))
        #expect(parts.user == Array(user.utf8))
        #expect(parts.password == Array(password.utf8))
    }

    @Test func whatIsNoRequest() {
        #expect(throws: CheckpasswordRequest.Failure.empty) { try Self.parse([]) }
        for text in ["u", "u\0", "u\0p", "no NUL at all"] {
            #expect(throws: CheckpasswordRequest.Failure.cutOff) { try Self.parse(Self.request(text)) }
        }
    }

    @Test func upTo512Bytes() throws {
        let longest = Self.request("u\0") + [UInt8](repeating: 0x70, count: 508) + [0, 0]
        #expect(longest.count == 512)
        #expect(try Self.parse(longest).password.count == 508)
        // The same without room for the third NUL, and with no NUL at all.
        #expect(throws: CheckpasswordRequest.Failure.tooLong) { try Self.parse(Array(longest[..<511]) + [0x70]) }
        #expect(throws: CheckpasswordRequest.Failure.tooLong) { try Self.parse([UInt8](repeating: 0x70, count: 512)) }
    }

    @Test func rawBytesPassThrough() throws {
        let parts = try Self.parse([0xff, 0x01, 0, 0xfe, 0x0a, 0, 0])
        #expect(parts.user == [0xff, 0x01])
        #expect(parts.password == [0xfe, 0x0a])
    }
}

@Suite struct RequestReaderTests {
    /// Writes the pieces to a pipe whose writing end stays open, as Dovecot's other children keep it.
    static func read(_ pieces: [[UInt8]], closing: Bool = false) throws(CheckpasswordRequest.Failure) -> [UInt8] {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return [] }
        let (reading, writing) = (ends[0], ends[1])
        for piece in pieces { _ = piece.withUnsafeBytes { write(writing, $0.baseAddress, $0.count) } }
        if closing { close(writing) }
        defer { if !closing { close(writing) } }
        let request = try CheckpasswordRequest.read(from: reading)
        return request.user + [0] + request.password.withUnsafeBytes { Array($0) }
    }

    /// Not read to the end of the file: the writing end is open all the time.
    @Test(arguments: 0...26) func splitAtEveryByte(at split: Int) throws {
        let bytes = Array("user@d.example\0password\0\0!".utf8)
        #expect(bytes.count == 26)
        #expect(
            try Self.read([Array(bytes[..<split]), Array(bytes[split...])]) == Array("user@d.example\0password".utf8))
    }

    @Test func theEndOfTheFileEndsARequestToo() throws {
        #expect(try Self.read([Array("u\0p\0".utf8)], closing: true) == Array("u\0p".utf8))
        #expect(throws: CheckpasswordRequest.Failure.empty) { try Self.read([], closing: true) }
        #expect(throws: CheckpasswordRequest.Failure.cutOff) { try Self.read([Array("u\0p".utf8)], closing: true) }
    }

    @Test func notMoreThan512BytesAreRead() {
        #expect(throws: CheckpasswordRequest.Failure.tooLong) { try Self.read([[UInt8](repeating: 0x75, count: 513)]) }
    }

    @Test func aClosedDescriptorIsUnreadable() {
        #expect(throws: CheckpasswordRequest.Failure.unreadable(EBADF)) { _ = try CheckpasswordRequest.read(from: 987) }
    }
}
