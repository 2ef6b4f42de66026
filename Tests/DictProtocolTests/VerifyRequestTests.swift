import SecretBytes
import TabEscape
import Testing

@testable import DictProtocol

@Suite struct VerifyRequestTests {
    static func read(_ bytes: [UInt8], _ reader: DictLineReader) throws -> DictCommand? {
        bytes.withUnsafeBytes { reader.append($0) }
        return try reader.nextCommand()
    }

    static func request(_ line: String) throws -> VerifyRequest? {
        guard case .verify(let request) = try read(Array((line + "\n").utf8), DictLineReader()) else { return nil }
        return request
    }

    @Test func theFields() throws {
        let line = "P12\tu@d.example\thunter2\timap\t192.0.2.1\tmechanism=PLAIN\tsecured=y\tskip=n"
        let request = try #require(try Self.request(line))
        #expect(request.id == 12)
        #expect(request.user == Array("u@d.example".utf8))
        #expect(request.password.withUnsafeBytes { Array($0) } == Array("hunter2".utf8))
        #expect(request.service == Array("imap".utf8))
        #expect(request.remoteAddress == Array("192.0.2.1".utf8))
        #expect(!request.skipsPassword)
    }

    @Test func anyBytes() throws {
        let bytes = Array(UInt8.min...UInt8.max)
        var line = Array("P0\t".utf8)
        for _ in 1...4 {
            TabEscape.escape(bytes) { line.append($0) }
            line.append(UInt8(ascii: "\t"))
        }
        guard case .verify(let request) = try Self.read(line + Array("skip=y\n".utf8), DictLineReader()) else {
            Issue.record("no request")
            return
        }
        #expect(request.user == bytes && request.service == bytes && request.remoteAddress == bytes)
        #expect(request.password.withUnsafeBytes { Array($0) } == bytes)
        #expect(request.skipsPassword)
    }

    @Test(arguments: [
        "P", "P1", "P1\tu", "P1\tu\tp", "P1\tu\tp\ts", "P\tu\tp\ts\tr", "Px\tu\tp\ts\tr", "P-1\tu\tp\ts\tr",
        "P+1\tu\tp\ts\tr", "P18446744073709551616\tu\tp\ts\tr", "P1 \tu\tp\ts\tr",
    ])
    func malformed(line: String) {
        #expect(throws: DictCommandError.malformed("P")) { try Self.request(line) }
    }

    @Test(arguments: 0...61) func splitAtEveryByte(at split: Int) throws {
        let line = Array("P12\tu@d.example\thun\u{1}tter2\timap\t192.0.2.1\tmechanism=PLAIN\tx=y\n".utf8)
        try #require(line.count == 61)
        let whole = try #require(try Self.request(String(decoding: line.dropLast(), as: UTF8.self)))
        let reader = DictLineReader()
        var commands = [try Self.read(Array(line[..<split]), reader)]
        commands.append(try Self.read(Array(line[split...]), reader))
        #expect(commands.compactMap { $0 } == [.verify(whole)])
    }

    /// Everything that the reader has in memory.
    static func memory(of reader: DictLineReader) -> [UInt8] {
        reader.bytes.withUnsafeBytes {
            Array(UnsafeRawBufferPointer(start: $0.baseAddress, count: reader.bytes.capacity))
        }
    }

    /// Read, moved to the front, or still behind what was: no byte of a password is left once its line was read.
    @Test func aLineIsOverwrittenWhenItIsRead() throws {
        let line = Array("P1\tu\t~~~~~~~~\timap\t\n".utf8)
        let reader = DictLineReader()
        for half in line.indices {
            line.withUnsafeBytes { reader.append($0) }
            line[..<half].withUnsafeBytes { reader.append($0) }
            #expect(try reader.nextCommand() != nil)
            line[half...].withUnsafeBytes { reader.append($0) }
            #expect(try reader.nextCommand() != nil)
            #expect(try reader.nextCommand() == nil)
            #expect(!Self.memory(of: reader).contains(UInt8(ascii: "~")), "\(half)")
        }
    }
}

@Suite struct VerifyReplyTests {
    @Test func replies() {
        var fields = JSONObject()
        fields.add("user", "u\t@d")
        #expect(VerifyReply.allowed(1, fields) == Array("O1\t{\"user\":\"u\\u0009@d\"}\n".utf8))
        #expect(VerifyReply.wrongPassword(.max) == Array("M18446744073709551615\n".utf8))
        #expect(VerifyReply.unknown(0) == Array("N0\n".utf8))
        #expect(VerifyReply.disabled(2) == Array("D2\n".utf8))
        #expect(VerifyReply.failure(3, "a\tb\nc") == Array("F3\ta\u{1}tb\u{1}nc\n".utf8))
    }
}
