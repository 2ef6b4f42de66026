import AccountAdministration
import Testing

/// vmailadm(8) against the parser of vmailadm.
@Suite struct VmailadmPageTests {
    private let page: ManualPage
    private let tree: ParserTree

    init() throws {
        page = try ManualPage("vmailadm.8")
        tree = try ParserTree(of: "vmailadm")
    }

    private var commands: [String: ManualItem] {
        Dictionary(
            page.subsections(of: "COMMANDS").flatMap { ManualItem.items(in: $0.lines) }.map {
                (Synopsis($0.head).command, $0)
            }
        ) { first, _ in first }
    }

    /// The names of the options of each list in OPTIONS: those of all commands, and those of several.
    private func options(ofList number: Int) -> [Set<Synopsis.Option>] {
        let lines = page.section("OPTIONS")
        let begins = lines.indices.filter { if case .macro("Bl", _) = lines[$0] { true } else { false } }
        let ends = lines.indices.filter { if case .macro("El", _) = lines[$0] { true } else { false } }
        guard begins.indices.contains(number), ends.indices.contains(number) else { return [] }
        return ManualItem.items(in: Array(lines[begins[number]...ends[number]])).map { Set(Synopsis($0.head).options) }
    }

    /// ArgumentParser takes it and tells nobody.
    private static let completions: Set<Synopsis.Option> = [.init(name: "--generate-completion-script", value: "shell")]

    @Test func everyCommandIsThereAndNoOther() throws {
        #expect(Set(commands.keys) == Set(tree.leaves.keys))
        #expect(page.subsections(of: "COMMANDS").flatMap { ManualItem.items(in: $0.lines) }.count == tree.leaves.count)
    }

    @Test func theOptionsOfAllCommandsAreThoseOfTheProgram() {
        let program = (tree.command.arguments ?? []).map(\.options)
        #expect(Set(options(ofList: 0)) == Set(program + [Self.completions]))
    }

    @Test(arguments: ["bash", "zsh", "fish"]) func completionsAreMade(shell: String) throws {
        let run = try Run("\(Repository.programs)/vmailadm", ["--generate-completion-script", shell])
        #expect(run.status == 0 && run.output.contains("restriction-class"))
    }

    /// Both ways: what the head of a command names, the program takes, and what the program takes is in the head and is explained.
    @Test func everyCommandHasItsOptionsAndArgumentsAndNoOthers() throws {
        let global = Set(options(ofList: 0).flatMap(\.self).map(\.name))
        let shared = options(ofList: 1)
        var used: Set<Set<Synopsis.Option>> = []
        for (name, command) in tree.leaves {
            let item = try #require(commands[name], "\(name) is not in the page")
            let head = Synopsis(item.head)
            let own = command.options.map(\.options).filter { names in !names.contains { global.contains($0.name) } }
            #expect(head.arguments == command.positionals, "\(name)")

            for option in head.options {
                #expect(
                    own.contains { $0.contains(option) }, "\(name): there is no \(option.name) \(option.value ?? "")")
            }
            for names in own {
                #expect(
                    head.options.count { names.contains($0) } == 1,
                    "\(name): \(names.map(\.name).sorted()) is not once in the head")
            }

            let explained = item.items.map { Set(Synopsis($0.head).options) }.filter { !$0.isEmpty }
            for names in explained {
                #expect(own.contains(names), "\(name): there is no \(names.map(\.name).sorted())")
            }
            for names in own {
                if shared.contains(names) { used.insert(names) }
                #expect(
                    shared.contains(names) != explained.contains(names),
                    "\(name): \(names.map(\.name).sorted()) is not explained once")
            }
        }
        #expect(Set(shared) == used, "OPTIONS explains what no command has")
    }

    @Test func helpShowsTheSameOptions() throws {
        for (name, command) in tree.leaves {
            let shown = try ParserTree.Command.optionsInHelp(
                of: "vmailadm", name.split(separator: " ").map(String.init))
            #expect(shown == Set(command.options.flatMap(\.options).map(\.name)), "\(name)")
        }
    }

    @Test func theSynopsisHasTheOptionsOfAllCommands() {
        let synopsis = Synopsis.all(in: page)
        #expect(synopsis.first?.options.map(\.name) == ["--config", "--database"])
        #expect(synopsis.last?.command == "help")
    }

    @Test func checkLooksAtTheseTopics() {
        let topics = commands["check"]?.items.map { Synopsis($0.head).command }.filter { !$0.isEmpty }
        #expect(topics == CheckReport.Topic.allCases.map(\.rawValue))
    }

    @Test func theExitStatusesAreTheProgramsOwn() {
        let statuses = ManualItem.items(in: page.section("EXIT STATUS")).map { $0.head.joined() }
        #expect(statuses == ExitStatus.allCases.map { "\($0.rawValue)" })
    }
}
