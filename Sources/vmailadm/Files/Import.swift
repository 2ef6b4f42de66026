import AccountAdministration
import ArgumentParser
import SecretBytes

struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Add the mailboxes in a file: all of them or none.",
        discussion: """
            The file is CSV or JSON Lines. The first line of a CSV file may name its columns: address; hash or password; and, \
            as "vmailadm export" writes them, VMailbox.active, Address.active, addTpNum and addRcNum. Without such a line, the \
            columns are an address and a {SCHEME}hash or a password. JSON Lines use the same names as keys. Domains must exist.

            Passwords are hashed first. Then the database is changed in one transaction.

            Exit codes: 0 all were added. 1 a mailbox exists already, or its domain does not. 65 a line cannot be used. \
            75 the database is locked.
            """)

    private static let mostWarnings = 20

    @Argument(help: "The file, or - for standard input.", completion: .file(extensions: ["csv", "jsonl"]))
    var file: String

    @OptionGroup var hashing: HashingOptions
    @OptionGroup var options: AddOptions
    @OptionGroup var naming: AccountForceOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        let name = file == "-" ? "standard input" : file
        let bytes = try SecretBytes.contents(of: file)
        let hashingBar = ProgressBar("hashing")
        let accounts = try ImportFile(
            name: name, bytes: bytes, settings: settings, hasher: hashing.hasher(limits: settings.limits),
            isDryRun: options.dryRun, force: naming.force,
            progress: hashingBar.show)
        let warnings = accounts.warnings
        for warning in warnings.prefix(Self.mostWarnings) { Console.error("warning: \(warning)") }
        if warnings.count > Self.mostWarnings {
            Console.error(
                "warning: and \(warnings.count - Self.mostWarnings) more; \"vmailadm check --json\" has them all")
        }
        let storingBar = ProgressBar("storing")
        let report = try MailDatabase.change(settings, dryRun: options.dryRun) {
            (database) throws(AdministrationError) in
            try database.store(accounts, ifMissing: options.ifMissing, progress: storingBar.show)
        }
        if !options.dryRun, report.mailboxes > 0 {
            SystemLog.write(["added mailboxes: \(report.mailboxes), from \(name)"])
        }
        let verb = options.dryRun ? "would add" : "added"
        Console.print(
            "\(verb) mailboxes: \(report.mailboxes) (new addresses: \(report.addresses), existing: \(report.skipped))")
    }
}
