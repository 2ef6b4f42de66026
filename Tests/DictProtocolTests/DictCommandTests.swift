import DictProtocol
import Testing

@Suite struct DictCommandTests {
    static func command(_ line: String) throws(DictCommandError) -> DictCommand {
        try DictCommand(line: Array(line.utf8)[...])
    }

    @Test(arguments: [
        ("H3\t2\t0\t\tuserdb", DictCommand.hello(major: 3, name: Array("userdb".utf8))),
        ("H4\t0\t0\t\tpassdb", .hello(major: 4, name: Array("passdb".utf8))),
        ("H3\t2\t0\tsomebody\tdeny\tmore", .hello(major: 3, name: Array("deny".utf8))),
        ("Lshared/userdb/u@d\tu@d", .lookup(key: Array("shared/userdb/u@d".utf8))),
        ("Lshared/userdb/u@d", .lookup(key: Array("shared/userdb/u@d".utf8))),
        ("Lshared/userdb/a/b\\c", .lookup(key: Array("shared/userdb/a/b\\c".utf8))),
        ("Lk\u{1}te\u{1}ny\u{1}r\u{1}1\u{1}0", .lookup(key: Array("k\te\ny\r\u{1}\0".utf8))),
        ("L", .lookup(key: [])),
        ("I0\t0\tshared/userdb/\tu@d", .iterate(flags: [], maxRows: 0, path: Array("shared/userdb/".utf8))),
        (
            "I27\t18446744073709551615\tp",
            .iterate(flags: [.recurse, .sortByKey, .noValue, .exactKey], maxRows: .max, path: Array("p".utf8))
        ),
        ("B1\tu", .transactionStep), ("S1\tk\tv", .transactionStep), ("U1\tk", .transactionStep),
        ("A1\tk\t5", .transactionStep), ("T1\t2\t3", .transactionStep), ("R1", .transactionStep),
        ("C17", .commit(id: 17, isAsync: false)), ("D4294967295", .commit(id: .max, isAsync: true)),
    ])
    func commands(line: String, command: DictCommand) throws {
        #expect(try Self.command(line) == command)
    }

    @Test(arguments: [
        "H", "H3", "H3\t2\t0\tuserdb", "Hx\t2\t0\t\tuserdb", "H\t2\t0\t\tuserdb", "H-3\t2\t0\t\tuserdb",
        "H99999999999999999999\t2\t0\t\tuserdb", "I", "I0", "I0\t0", "Ix\t0\tp", "I0\t-1\tp", "I4294967296\t0\tp",
        "I0\t18446744073709551616\tp", "C", "Cx", "C4294967296", "C-1", "D", "C 1",
    ])
    func malformed(line: String) {
        #expect(throws: DictCommandError.malformed(line.first ?? " ")) { try Self.command(line) }
    }

    @Test func unknownCommands() {
        #expect(throws: DictCommandError.unknownCommand(nil)) { try Self.command("") }
        for letter in UInt8.min...UInt8.max where !"HLICDBRSUATP".utf8.contains(letter) {
            #expect(throws: DictCommandError.unknownCommand(letter)) { try DictCommand(line: [letter, 0x31]) }
        }
    }

    /// As `str_tabunescape` of Dovecot does.
    @Test func oddEscapes() throws {
        #expect(try Self.command("Lx\u{1}zy") == .lookup(key: Array("xzy".utf8)))
        #expect(try Self.command("Lx\u{1}") == .lookup(key: Array("x".utf8)))
        #expect(try Self.command("Lx\u{1}\u{1}ty") == .lookup(key: [0x78, 1, 0x74, 0x79]))
    }
}
