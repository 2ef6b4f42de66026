import ArgumentParser
import FoundationEssentials

/// The options of a command, as its parser describes them (ArgumentParserToolInfo).
struct CommandOptions: Decodable {
    private struct Command: Decodable { let arguments: [Argument]? }

    private struct Argument: Decodable {
        struct Name: Decodable { let kind, name: String }
        let names: [Name]?
        let shouldDisplay: Bool
    }

    private let command: Command

    init?(of command: any ParsableCommand.Type) {
        guard let options = try? JSONDecoder().decode(Self.self, from: Data(command._dumpHelp().utf8)) else {
            return nil
        }
        self = options
    }

    /// The long names, with their dashes.
    var names: [String] {
        let names = (command.arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }
        return names.filter { $0.kind == "long" }.map { "--\($0.name)" }
    }

    /// Whether its command takes a password.
    var includesPassword: Bool { names.contains("--password-stdin") }
}
