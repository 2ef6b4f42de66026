import SocketmapProtocol
import Testing

@Suite struct SocketmapReaderTests {
    /// What a reader makes of these chunks: each request as `map|key`, then the error, if there is one.
    private static func read(_ chunks: [some Collection<UInt8>]) -> [String] {
        var reader = SocketmapReader()
        var read: [String] = []
        do {
            for chunk in chunks {
                Array(chunk).withUnsafeBytes { reader.append($0) }
                while let request = try reader.nextRequest() {
                    read.append("\(String(decoding: request.map, as: UTF8.self))|\(request.key.map { "\($0)" })")
                }
            }
        } catch {
            read.append("\(error)")
        }
        return read
    }

    private static func read(_ text: String) -> [String] { read([Array(text.utf8)]) }

    private static func request(_ map: String, _ key: [UInt8]) -> String { "\(map)|\(key.map { "\($0)" })" }

    static let conversation: [UInt8] =
        Array("19:mydestination a.b.c,".utf8) + Array("4:m  x,".utf8) + Array("2:m ,".utf8)
        + Array("10:m ".utf8) + [0, 0xff, 0x2c, 0x3a, 0x0a, 0x31, 0x3a, 0x2c] + Array(",".utf8)

    @Test func requestsInOneChunk() {
        #expect(
            Self.read([Self.conversation]) == [
                Self.request("mydestination", Array("a.b.c".utf8)), Self.request("m", Array(" x".utf8)),
                Self.request("m", []), Self.request("m", [0, 0xff, 0x2c, 0x3a, 0x0a, 0x31, 0x3a, 0x2c]),
            ])
    }

    @Test func splitAtEveryByte() {
        let whole = Self.read([Self.conversation])
        #expect(whole.count == 4)
        for split in Self.conversation.indices {
            #expect(Self.read([Self.conversation[..<split], Self.conversation[split...]]) == whole, "\(split)")
        }
        #expect(Self.read(Self.conversation.map { [$0] }) == whole)
    }

    @Test(
        arguments: [
            (":", "what is no netstring (byte 58 in its length)"),
            ("x", "what is no netstring (byte 120 in its length)"),
            ("H3\t2\t0\t\tuserdb\n", "what is no netstring (byte 72 in its length)"),
            ("-1:m k,", "what is no netstring (byte 45 in its length)"),
            ("+3:m k,", "what is no netstring (byte 43 in its length)"),
            (" 3:m k,", "what is no netstring (byte 32 in its length)"),
            ("3 :m k,", "what is no netstring (byte 32 in its length)"),
            ("03:m k,", "what is no netstring (byte 51 in its length)"),
            ("00000000", "what is no netstring (byte 48 in its length)"),
            ("3\0:m k,", "what is no netstring (byte 0 in its length)"),
            ("3,m k,", "what is no netstring (byte 44 in its length)"),
            ("٣:m k,", "what is no netstring (byte 217 in its length)"),
            ("3:m kx", "a netstring without a comma at its end"), ("2:m k,", "a netstring without a comma at its end"),
            ("0:x", "a netstring without a comma at its end"),
            ("0:,", "a request without a key"), ("3:map,", "a request without a key"),
            ("3:m\tk,", "a request without a key"),
            ("65537", "a request of more than 65536 bytes"), ("100000", "a request of more than 65536 bytes"),
            ("99999999999999999999999999", "a request of more than 65536 bytes"),
        ])
    func whatIsNoRequest(text: String, problem: String) {
        #expect(Self.read(text) == [problem])
        // Whatever came before it, and however it is split.
        let bytes = Self.conversation + Array(text.utf8)
        let expected = Self.read([Self.conversation]) + [problem]
        for split in bytes.indices { #expect(Self.read([bytes[..<split], bytes[split...]]) == expected, "\(split)") }
        #expect(Self.read(bytes.map { [$0] }) == expected)
    }

    @Test(arguments: ["", "1", "65536", "3:", "3:m k", "65536:m "]) func whatMayStillBecomeOne(text: String) {
        #expect(Self.read(text) == [])
    }

    @Test func theLongestRequest() throws {
        let key = [UInt8](repeating: 0x61, count: SocketmapReader.longestRequest - 2)
        var reader = SocketmapReader()
        (Array("\(SocketmapReader.longestRequest):m ".utf8) + key + Array(",1".utf8)).withUnsafeBytes {
            reader.append($0)
        }
        #expect(try reader.nextRequest()?.key == key)
        #expect(reader.count == 1)
    }

    /// The decision needs the length alone: nothing of the contents has come.
    @Test func aLengthIsRefusedBeforeItsContents() {
        var reader = SocketmapReader()
        for (byte, isLast) in zip("65537".utf8, [false, false, false, false, true]) {
            [byte].withUnsafeBytes { reader.append($0) }
            if isLast {
                #expect(throws: SocketmapRequestError.tooLong) { try reader.nextRequest() }
            } else {
                #expect(throws: Never.self) { try reader.nextRequest() }
            }
        }
    }

    @Test func countIsWhatIsInNoRequestYet() throws {
        var reader = SocketmapReader()
        Array("3:m k,4:m".utf8).withUnsafeBytes { reader.append($0) }
        #expect(reader.count == 9)
        #expect(try reader.nextRequest()?.key == Array("k".utf8))
        #expect(reader.count == 3)
        #expect(try reader.nextRequest() == nil)
        Array(" kk,".utf8).withUnsafeBytes { reader.append($0) }
        #expect(try reader.nextRequest()?.key == Array("kk".utf8))
        #expect(reader.count == 0)
    }
}
