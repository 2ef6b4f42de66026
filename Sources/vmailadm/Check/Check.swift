import AccountAdministration
import ArgumentParser
import Settings

/// `vmailadm check`
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for whatever is wrong with the database.",
        discussion: """
            Changes nothing. Permissions are those of the files' mode bits, for the users vmail-auth, or without it dovecot, and \
            postfix, as far as there are such, and for those that are named with --reader.

            Exit codes: 0 all is well. 1 something is wrong. 65 it is no database. 75 it can't be read.
            """)

    @Option(
        help: ArgumentHelp("A system user that must be able to read the database; may be repeated.", valueName: "user"))
    var reader: [String] = []

    @OptionGroup var reading: ReadOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let named = try reader.map { name in
            guard let reader = FileReader(name: name) else {
                throw AdministrationError(.usage, "there is no system user \(name) on this machine")
            }
            return reader
        }
        let report = try CheckReport.make(try global.settings(), readers: FileReader.usual + named, dovecot: .dovecot)
        if reading.json {
            try Console.printJSON(CheckDocument(report))
        } else {
            Console.print(report.text)
        }
        guard report.isClean else { throw ExitCode(ExitStatus.no.rawValue) }
    }
}

/// The findings as programs get them.
struct CheckDocument: Encodable {
    struct Finding: Encodable {
        let topic: String
        let isProblem: Bool
        let detail: String
    }

    let isClean: Bool
    let findings: [Finding]

    init(_ report: CheckReport) {
        isClean = report.isClean
        findings = report.findings.map { finding in
            Finding(topic: finding.topic.rawValue, isProblem: finding.isProblem, detail: finding.detail)
        }
    }
}

extension CheckReport {
    /// As many problems of one topic as a person reads.
    private static let mostLines = 20

    /// A line a finding: the topic, whether it is a problem, and what it is.
    var text: String {
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
        return TextTable(["topic", "state", "finding"], rows).description
    }
}
