import CheckpasswordProtocol
import Testing

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

    @Test(arguments: [
        [], ["--"], [""], ["--config"], ["--config="], ["--config", "/c"], ["--database", "", "/bin/reply"],
        ["-x", "/bin/reply"],
        ["--direct-reply"], ["--direct-reply=yes", "/bin/reply"], ["--verbose", "/bin/reply"],
    ])
    func misuse(words: [String]) {
        #expect(throws: CheckpasswordCommand.Misuse.self) { try CheckpasswordCommand(arguments: words) }
    }
}
