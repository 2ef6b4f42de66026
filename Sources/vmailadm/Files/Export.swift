import AccountAdministration
import ArgumentParser
import Glibc
import SecretBytes

extension ExportFormat: ExpressibleByArgument {}

/// `vmailadm export`
struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write down the mailboxes, for \"vmailadm import\".",
        discussion: """
            Each mailbox is a line with its name, its hash, and the columns that go with it. Domains and aliases are not in it: \
            "vmailadm backup" keeps everything.
            """)

    @Argument(help: "The new file; standard output if there is none.", completion: .file(extensions: ["csv", "jsonl"]))
    var file: String?

    @Option(help: "csv or jsonl (default: as the file's name ends, or csv).")
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
        _ = try MailDatabase.read(try global.settings()) { (database) throws(AdministrationError) in
            try database.export(of: domain, as: format) { (line) throws(AdministrationError) in
                try line.withUnsafeBytes { (bytes) throws(AdministrationError) in
                    try Console.writeOut(bytes, to: descriptor)
                }
            }
        }
    }
}
