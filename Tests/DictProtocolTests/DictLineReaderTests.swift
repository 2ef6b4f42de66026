import DictProtocol
import Testing

@Suite struct DictLineReaderTests {
    static let session = Array("H3\t2\t0\t\tuserdb\nLshared/userdb/u@d\tu@d\nI0\t0\tshared/userdb/\tu\nC1\n".utf8)
    static let commands: [DictCommand] = [
        .hello(major: 3, name: Array("userdb".utf8)), .lookup(key: Array("shared/userdb/u@d".utf8)),
        .iterate(flags: [], maxRows: 0, path: Array("shared/userdb/".utf8)), .commit(id: 1, isAsync: false),
    ]

    static func all(_ chunks: [ArraySlice<UInt8>]) throws(DictCommandError) -> [DictCommand] {
        let reader = DictLineReader()
        var commands: [DictCommand] = []
        for chunk in chunks {
            chunk.withUnsafeBytes { reader.append($0) }
            while let command = try reader.nextCommand() { commands.append(command) }
        }
        #expect(reader.count == 0)
        return commands
    }

    @Test(arguments: 0...session.count) func splitAtEveryByte(at split: Int) throws {
        #expect(try Self.all([Self.session[..<split], Self.session[split...]]) == Self.commands)
    }

    @Test func aByteAtATime() throws {
        #expect(try Self.all(Self.session.indices.map { Self.session[$0...$0] }) == Self.commands)
    }

    @Test func nothingWithoutALineEnd() throws {
        let reader = DictLineReader()
        Array("Lshared/userdb/u".utf8).withUnsafeBytes { reader.append($0) }
        #expect(try reader.nextCommand() == nil)
        #expect(try reader.nextCommand() == nil)
        #expect(reader.count == 16)
    }

    @Test func linesUpTo64KiB() throws {
        let reader = DictLineReader()
        let key = [UInt8](repeating: 0x6b, count: DictLineReader.longestLine - 1)
        ([UInt8(ascii: "L")] + key + [UInt8(ascii: "\n")]).withUnsafeBytes { reader.append($0) }
        #expect(try reader.nextCommand() == .lookup(key: key))
        ([UInt8(ascii: "L"), 0x6b] + key + [UInt8(ascii: "\n")]).withUnsafeBytes { reader.append($0) }
        #expect(throws: DictCommandError.lineTooLong) { try reader.nextCommand() }
    }

    /// A line that never ends is refused as soon as it is too long, not when memory is full.
    @Test func aHalfLineThatNeverEnds() throws {
        let reader = DictLineReader()
        let chunk = [UInt8](repeating: 0x6b, count: 16 * 1024)
        for _ in 0..<4 {
            chunk.withUnsafeBytes { reader.append($0) }
            #expect(try reader.nextCommand() == nil)
        }
        ([0x6b]).withUnsafeBytes { reader.append($0) }
        #expect(throws: DictCommandError.lineTooLong) { try reader.nextCommand() }
    }
}
