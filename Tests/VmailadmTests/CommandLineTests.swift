import Foundation
import Testing

@Suite struct CommandLineTests {
    @Test(arguments: [["nonsense"], ["--nonsense"], ["init", "--nonsense"], ["init", "--database"]])
    func wrongUsageIsOneLineAnd64(arguments: [String]) throws {
        let run = try Vmailadm.run(arguments)
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("vmailadm: "))
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func helpGoesToStandardOutput() throws {
        let run = try Vmailadm.run(["--help"])
        #expect(run.status == 0)
        #expect(run.output.contains("Exit codes: 0 done"))
        #expect(run.errors == "")
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func thereAreShellCompletions(shell: String) throws {
        let run = try Vmailadm.run(["--generate-completion-script", shell])
        #expect(run.status == 0)
        #expect(run.output.contains("vmailadm"))
    }

    @Test func theDatabaseIsNamedBeforeTheCommandOrAfterIt() throws {
        let folder = try TemporaryFolder()
        for (number, arguments) in [["--database", "X", "init"], ["init", "--database", "X"]].enumerated() {
            let path = folder.path("mail\(number).sqlite")
            let run = try Vmailadm.run(arguments.map { $0 == "X" ? path : $0 })
            #expect(run.output == "made \(path)\n")
        }
    }

    @Test(arguments: [
        ("domain show \"$BAD\"", 3), ("domain add \"$BAD\" --alias", 3), ("--database \"$BAD\" init", 2),
        ("init --database=\"$BAD\"", 2), ("backup \"$BAD\"", 2), ("pw -p \"$BAD\"", 3), ("\"$BAD\"", 1),
    ])
    func anArgumentThatIsNotUTF8IsRefusedAndNotQuoted(words: String, number: Int) throws {
        let folder = try TemporaryFolder()
        let run = try Vmailadm.run(
            script: "cd '\(folder.root)' && BAD=$(printf 'secr\\351t') && exec \"$0\" \(words)")
        #expect(run.status == 64)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("vmailadm: argument \(number) is not UTF-8 text; "))
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(!run.errors.contains("secr"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.root) == [])
    }

    @Test func aMistakeInTheSettingsIs65() throws {
        let folder = try TemporaryFolder()
        try folder.write("gid = none\n", to: "vmail-auth.conf")
        let run = try Vmailadm.run(["init", "--config", folder.path("vmail-auth.conf")])
        #expect(run.status == 65)
        #expect(run.errors.contains("line 1: gid must be"))
    }

    @Test(arguments: [
        (["explian"], "no command 'explian'; did you mean explain? Commands: init, ", "vmailadm --help"),
        (
            ["mailbox", "ls"], "mailbox: no verb 'ls'; did you mean list? Verbs: list, show, ",
            "vmailadm mailbox --help"
        ),
        (
            ["--database", "x", "mailbox", "--config=y", "shwo"], "mailbox: no verb 'shwo'; did you mean show?",
            "vmailadm mailbox --help"
        ),
        (
            ["mailbox", "list", "--jsn"], "mailbox list: no option '--jsn'; did you mean --json? Options: --",
            "vmailadm mailbox list --help"
        ),
        (["--databse", "x", "init"], "no option '--databse'; did you mean --database? ", "vmailadm --help"),
        (["domain", "add"], "Missing expected argument '<name>'", "vmailadm domain add --help"),
        (["domain", "add", "x", "--mailbox"], "--mailbox needs --uid", "vmailadm domain add --help"),
    ])
    func aWrongWordIsNamedWithTheRightOnes(arguments: [String], problem: String, help: String) throws {
        let run = try Vmailadm.run(arguments)
        #expect(run.status == 64)
        #expect(run.errors.hasPrefix("vmailadm: \(problem)"), "\(run.errors)")
        #expect(run.errors.hasSuffix(" (see \"\(help)\")\n"), "\(run.errors)")
    }

    /// A password in the wrong place, in each way that the parser could quote it.
    @Test(arguments: [
        "mailbox passwd anna geheim", "mailbox add anna geheim", "mailbox passwd anna -pgeheim",
        "mailbox passwd anna --geheim", "mailbox passwd anna -geXeim", "mailbox passwd anna --password-stdin=geheim",
        "mailbox passwd anna --password-fd geheim", "pw geheim", "pw --geheim",
        "-p geheim mailbox passwd anna", "--plaintext=geheim mailbox passwd anna", "-p geheim",
    ])
    func aPasswordInTheWrongPlaceIsNotRepeated(command: String) throws {
        let run = try Vmailadm.run(command.split(separator: " ").map(String.init))
        #expect(run.status == 64)
        #expect(!run.errors.contains("geheim") && !run.errors.contains("geXeim"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func passwdSaysThatAPasswordIsNoArgument() throws {
        let run = try Vmailadm.run(["mailbox", "passwd", "anna", "geheim"])
        #expect(run.errors.contains("a password is no argument"))
        #expect(run.errors.contains("--password-stdin"))
    }
}
