import CheckpasswordProtocol
import Testing
import Version

@Suite struct CheckpasswordCommandTests {
    @Test func optionsAndThenAProgram() throws {
        let words = ["--config", "/c", "--database=/d", "--direct-reply", "/bin/reply", "--config", "x"]
        let command = try CheckpasswordCommand(arguments: words)
        #expect(command.config == "/c")
        #expect(command.database == "/d")
        #expect(command.directReply)
        #expect(command.program == ["/bin/reply", "--config", "x"])
    }

    @Test func twoDashesEndTheOptions() throws {
        #expect(try CheckpasswordCommand(arguments: ["--", "--odd"]).program == ["--odd"])
    }

    @Test func informationIsForThoseWhoAskForNothingElse() {
        #expect(CheckpasswordCommand.information(arguments: ["--version"]) == "vmail-checkpassword \(version)")
        let help = CheckpasswordCommand.information(arguments: ["--help"])
        #expect(help?.hasPrefix(CheckpasswordCommand.usage + "\n") == true)
        for words in [[], ["--version", "/bin/true"], ["--direct-reply", "--version"], ["--", "--version"]] {
            #expect(CheckpasswordCommand.information(arguments: words) == nil)
        }
    }

    @Test(arguments: [
        [], ["--"], [""], ["--config"], ["--config="], ["--config", "/c"], ["--database", "", "/bin/reply"],
        ["-x", "/bin/reply"],
        ["--direct-reply"], ["--direct-reply=yes", "/bin/reply"], ["--verbose", "/bin/reply"],
        ["--version"], ["--version", "/bin/true"], ["--help", "/bin/true"],
    ])
    func misuse(words: [String]) {
        #expect(throws: CheckpasswordCommand.Misuse.self) { try CheckpasswordCommand(arguments: words) }
    }
}
