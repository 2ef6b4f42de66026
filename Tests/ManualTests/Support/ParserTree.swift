import Foundation

/// The command line of a program as its own parser describes it (`--experimental-dump-help`, ArgumentParserToolInfo).
struct ParserTree: Decodable {
    struct Command: Decodable {
        let commandName: String
        let arguments: [Argument]?
        let subcommands: [Command]?
    }

    struct Argument: Decodable {
        struct Name: Decodable {
            let kind: String
            let name: String

            /// With its dashes.
            var text: String { (kind == "long" ? "--" : "-") + name }
        }

        let kind: String
        let names: [Name]?
        let valueName: String?
        let isOptional: Bool
        let isRepeating: Bool
        let shouldDisplay: Bool?

        /// As the page has them: a name each, with what follows.
        var options: Set<Synopsis.Option> {
            Set((names ?? []).map { .init(name: $0.text, value: kind == "option" ? valueName : nil) })
        }
    }

    let command: Command

    /// That of a program which was built along with the tests.
    init(of program: String) throws {
        let run = try Run("\(Repository.programs)/\(program)", ["--experimental-dump-help"])
        self = try JSONDecoder().decode(Self.self, from: Data(run.output.utf8))
    }

    /// The commands that have no commands below them, but for `help`.
    var leaves: [String: Command] {
        func leaves(_ command: Command, _ path: [String]) -> [(String, Command)] {
            guard let below = command.subcommands, !below.isEmpty else {
                return [(path.joined(separator: " "), command)]
            }
            return below.flatMap { leaves($0, path + [$0.commandName]) }
        }
        return Dictionary(leaves(command, [])) { first, _ in first }.filter { $0.key != "help" }
    }
}

extension ParserTree.Command {
    private var shown: [ParserTree.Argument] { (arguments ?? []).filter { $0.shouldDisplay != false } }

    /// The options that help shows.
    var options: [ParserTree.Argument] { shown.filter { $0.kind != "positional" } }

    /// The arguments that help shows, in their order.
    var positionals: [Synopsis.Argument] {
        shown.filter { $0.kind == "positional" }.map {
            .init(name: $0.valueName ?? "", isOptional: $0.isOptional, isRepeating: $0.isRepeating)
        }
    }

    /// The names of the options in the text that `--help` prints.
    static func optionsInHelp(of program: String, _ words: [String] = []) throws -> Set<String> {
        let run = try Run("\(Repository.programs)/\(program)", words + ["--help"])
        let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("  -") }
        // Names come first, then what they are for; in a choice of flags they are joined by "/".
        let heads = lines.map { $0.dropFirst(2).split(separator: "  ", maxSplits: 1)[0] }
        return Set(
            heads.flatMap { $0.split(whereSeparator: { ", /".contains($0) }) }.filter { $0.hasPrefix("-") }.map(
                String.init))
    }
}
