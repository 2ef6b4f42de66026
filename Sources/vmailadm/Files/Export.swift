import AccountAdministration
import ArgumentParser
import Glibc

extension ExportFormat: ExpressibleByArgument {}

struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the mailboxes to a file for \"vmailadm import\".",
        discussion: """
            Each line is a mailbox: its name, its hash and its columns. Domains and aliases are not exported; \
            "vmailadm backup" copies everything.
            """)

    @Argument(help: "The new file. Default: standard output.", completion: .file(extensions: ["csv", "jsonl"]))
    var file: String?

    @Option(help: "csv or jsonl. Default: the file name's extension, or csv.")
    var format: ExportFormat?

    @Option(help: "Only the mailboxes of this domain.")
    var domain: String?

    @OptionGroup var global: GlobalOptions

    func run() throws {
        guard let file else { return try write(to: STDOUT_FILENO) }
        let output = try NewFile(file)
        try write(to: output.descriptor)
        try output.finish()
    }

    private func write(to descriptor: Int32) throws(AdministrationError) {
        let ending = file?.split(separator: ".").last
        let format = format ?? (ending == "jsonl" ? .jsonl : .csv)
        try MailDatabase.read(try global.settings()) { (database) throws(AdministrationError) in
            try database.export(of: domain, as: format) { (line) throws(AdministrationError) in
                try Console.write(line, to: descriptor)
            }
        }
    }
}
