import Foundation
import Testing

@testable import ServerProgram

@Suite struct LineOutputTests {
    /// Returns, although nobody reads; and says how much was lost when somebody does.
    @Test func aPipeThatNobodyReads() {
        var pipes: [Int32] = [0, 0]
        #expect(pipe(&pipes) == 0)
        let (reader, writer) = (pipes[0], pipes[1])
        defer { for descriptor in pipes { close(descriptor) } }
        let output = LineOutput(descriptor: writer)
        let line = String(repeating: "x", count: 99) + "\n"
        for _ in 1...10_000 { output.write(line) { _ in "" } }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = read(reader, &bytes, bytes.count)
        #expect(count > 0 && count % 100 == 0)
        output.write("after\n") { "lost \($0)\n" }
        let rest = read(reader, &bytes, bytes.count)
        #expect(String(decoding: bytes[..<max(0, rest)], as: UTF8.self) == "lost \(10_000 - count / 100)\nafter\n")
    }

    @Test func aLongLineIsCutAndEnds() {
        var pipes: [Int32] = [0, 0]
        #expect(pipe(&pipes) == 0)
        defer { for descriptor in pipes { close(descriptor) } }
        LineOutput(descriptor: pipes[1]).write(String(repeating: "x", count: 10_000) + "\n") { _ in "" }
        var bytes = [UInt8](repeating: 0, count: 20_000)
        #expect(read(pipes[0], &bytes, bytes.count) == 4096)
        #expect(bytes[4095] == UInt8(ascii: "\n") && bytes[4094] == UInt8(ascii: "x"))
    }
}
