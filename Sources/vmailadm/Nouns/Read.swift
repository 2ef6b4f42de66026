import AccountAdministration
import ArgumentParser

/// The arguments of a `list` or a `show`.
protocol Readable: ParsableArguments {
    associatedtype Shown: Answer
    static var reading: CommandConfiguration { get }
    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> Shown
}

/// `vmailadm NOUN list` or `show`
struct Read<Noun: Readable>: ParsableCommand {
    static var configuration: CommandConfiguration { Noun.reading }

    @OptionGroup var noun: Noun
    @OptionGroup var options: ReadOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        try Console.print(try MailDatabase.read(try global.settings(), noun.read), asJSON: options.json)
    }
}
