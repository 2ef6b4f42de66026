import CheckpasswordProtocol
import Testing
import Version

@Suite struct CheckpasswordCommandTests {
    @Test func optionsAndThenAProgram() throws {
        let words = ["--config", "/c", "--database=/d", "--direct-reply", "/bin/reply", "--config", "x"]
        let command = try CheckpasswordCommand(arguments: bytes(words))
        #expect(command.config == "/c")
        #expect(command.database == "/d")
        #expect(command.directReply)
        #expect(command.program == bytes(["/bin/reply", "--config", "x"]))
    }

    private func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

    @Test func theProgramAndItsArgumentsAreHandedOnByteForByte() throws {
        let words = [Array("/bin/r\u{FFFD}ply".utf8), [0x2f, 0xe9], [0xff, 0x3d]]
        #expect(try CheckpasswordCommand(arguments: words).program == words)
        #expect(try CheckpasswordCommand(arguments: bytes(["--direct-reply", "--"]) + words).program == words)
    }

    @Test(arguments: ["--config", "--database"]) func aFileWhoseNameIsNotUTF8IsRefused(option: String) {
        let name: [UInt8] = [0x2f, 0x63, 0xe9]
        for words in [[Array(option.utf8), name], [Array("\(option)=".utf8) + name]] {
            let error = #expect(throws: CheckpasswordCommand.Misuse.self) {
                try CheckpasswordCommand(arguments: words + bytes(["/bin/reply"]))
            }
            #expect(error?.description.contains("not UTF-8 text") == true)
        }
    }

    @Test func anOptionThatIsNotUTF8IsUnknown() {
        #expect(throws: CheckpasswordCommand.Misuse.self) {
            try CheckpasswordCommand(arguments: [[0x2d, 0x2d, 0xff], Array("/bin/reply".utf8)])
        }
    }

    @Test func twoDashesEndTheOptions() throws {
        #expect(try CheckpasswordCommand(arguments: bytes(["--", "--odd"])).program == bytes(["--odd"]))
    }

    @Test func informationIsForThoseWhoAskForNothingElse() {
        #expect(CheckpasswordCommand.information(arguments: bytes(["--version"])) == "vmail-checkpassword \(version)")
        let help = CheckpasswordCommand.information(arguments: bytes(["--help"]))
        #expect(help?.hasPrefix(CheckpasswordCommand.usage + "\n") == true)
        for words in [[], ["--version", "/bin/true"], ["--direct-reply", "--version"], ["--", "--version"]] {
            #expect(CheckpasswordCommand.information(arguments: bytes(words)) == nil)
        }
    }

    @Test(arguments: [
        [], ["--"], [""], ["--config"], ["--config="], ["--config", "/c"], ["--database", "", "/bin/reply"],
        ["-x", "/bin/reply"],
        ["--direct-reply"], ["--direct-reply=yes", "/bin/reply"], ["--verbose", "/bin/reply"],
        ["--version"], ["--version", "/bin/true"], ["--help", "/bin/true"],
    ])
    func misuse(words: [String]) {
        #expect(throws: CheckpasswordCommand.Misuse.self) { try CheckpasswordCommand(arguments: bytes(words)) }
    }
}
