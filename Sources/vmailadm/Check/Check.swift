import AccountAdministration
import ArgumentParser

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the database and its permissions for problems.",
        discussion: """
            Changes nothing. Permissions are checked by the files' mode bits, for the user vmail-auth (if it does not exist, \
            dovecot), and for those that --reader names.

            Exit codes: 0 no problem. 1 a problem was found. 65 the file is not a database. 75 the database cannot be read.
            """)

    @Option(
        help: ArgumentHelp("A system user that must be able to read the database. Can be repeated.", valueName: "user"))
    var reader: [String] = []

    @OptionGroup var postfix: PostconfOptions
    @OptionGroup var reading: ReadOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let named = try reader.map { name in
            guard let reader = FileReader(name: name) else {
                throw AdministrationError.usage("user \(name): does not exist on this system")
            }
            return reader
        }
        let report = try CheckReport.make(
            try global.settings(), readers: FileReader.usual + named, dovecot: .dovecot, postconf: postfix.program)
        try Console.print(report, asJSON: reading.json)
        guard report.isClean else { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

extension CheckReport: Answer {
    private static let mostLines = 20

    var lines: [String] {
        var rows: [[String]] = []
        for topic in Topic.allCases {
            let findings = findings.filter { $0.topic == topic }
            rows += findings.prefix(Self.mostLines).map { finding in
                [topic.rawValue, finding.isProblem ? "wrong" : "ok", finding.detail]
            }
            let rest = findings.dropFirst(Self.mostLines)
            guard !rest.isEmpty else { continue }
            let state = rest.contains(where: \.isProblem) ? "wrong" : "ok"
            rows.append([topic.rawValue, state, "and \(rest.count) more; --json has them all"])
        }
        return TextTable([["topic", "state", "finding"]] + rows).lines
    }
}
