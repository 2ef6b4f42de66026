import AccountAdministration
import ArgumentParser
import Glibc
import TerminalText

/// A row of a list that may be long.
protocol ListedRow: TableRow {
    /// Whether it is used without a restriction: neither disabled, nor without logins, nor invalid.
    var isActive: Bool { get }
}

/// The arguments of a `list` that may have millions of rows.
protocol Listable: ParsableArguments {
    associatedtype Row: ListedRow
    static var listing: CommandConfiguration { get }
    /// Calls `body` with each row, in the same order each time.
    func list(
        _ database: borrowing MailDatabase, _ body: (Row) throws(AdministrationError) -> Void
    ) throws(AdministrationError)
}

struct ListOptions: ParsableArguments {
    @Flag(help: "Only those that are disabled, or whose logins are blocked.") var inactive = false
    @Flag(help: "Print one JSON document, for programs.") var json = false
    @Flag(help: "Print a line of JSON for each row.") var jsonl = false

    func validate() throws {
        guard !json || !jsonl else { throw ValidationError("--json is one document, --jsonl a line each: choose one") }
    }
}

/// The domain of a list, which is its argument or an option.
struct ListedDomain: ParsableArguments {
    @Argument(help: "The domain.") var domain: String?
    @Option(name: .customLong("domain"), help: ArgumentHelp("Only those of this domain.", valueName: "domain"))
    var option: String?

    func validate() throws {
        guard domain == nil || option == nil else { throw ValidationError("name the domain once") }
    }

    var name: String? { domain ?? option }
}

/// `vmailadm NOUN list`, which keeps no row in memory.
struct List<Noun: Listable>: ParsableCommand {
    static var configuration: CommandConfiguration { Noun.listing }

    @OptionGroup var noun: Noun
    @OptionGroup var options: ListOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let output = SpooledOutput()
        try MailDatabase.read(try global.settings()) { (database) throws(AdministrationError) in
            if options.json {
                try writeDocument(database, to: output)
            } else if options.jsonl {
                try forEach(in: database) { (row) throws(AdministrationError) in
                    try output.write(Console.jsonLines(row, pretty: false).joined() + "\n")
                }
            } else {
                try writeTable(database, to: output)
            }
        }
        try output.copy(to: STDOUT_FILENO)
    }

    private func forEach(
        in database: borrowing MailDatabase, _ body: (Noun.Row) throws(AdministrationError) -> Void
    ) throws(AdministrationError) {
        try noun.list(database) { (row) throws(AdministrationError) in
            if !options.inactive || !row.isActive { try body(row) }
        }
    }

    /// Reads the rows twice: the widest cells are known only at the end.
    private func writeTable(
        _ database: borrowing MailDatabase, to output: SpooledOutput
    ) throws(AdministrationError) {
        var columns = TextColumns()
        columns.fit(Noun.Row.headings)
        try forEach(in: database) { (row) throws(AdministrationError) in columns.fit(row.cells) }
        try output.write(oneLine(columns.line(Noun.Row.headings)) + "\n")
        try forEach(in: database) { (row) throws(AdministrationError) in
            try output.write(oneLine(columns.line(row.cells)) + "\n")
        }
    }

    private func writeDocument(
        _ database: borrowing MailDatabase, to output: SpooledOutput
    ) throws(AdministrationError) {
        var separator = "[\n"
        try forEach(in: database) { (row) throws(AdministrationError) in
            let lines = try Console.jsonLines(row, pretty: true).map { "  \($0)" }
            try output.write(separator + lines.joined(separator: "\n"))
            separator = ",\n"
        }
        try output.write((separator == ",\n" ? "" : separator) + "\n]\n")
    }
}
