/// The findings of `check`.
public struct CheckReport: Equatable, Sendable, Encodable {
    /// The subjects of the checks, in the order of the report.
    public enum Topic: String, Sendable, CaseIterable, Encodable {
        case schema, integrity, permissions, journal, socket, types, orphans, names, classes, aliases, senders, restrictions, passwords, logins,
            roles
    }

    /// A result of a check.
    public struct Finding: Equatable, Sendable, Encodable {
        /// The subject of the check.
        public let topic: Topic
        /// True if something is wrong; false for information.
        public let isProblem: Bool
        /// The finding, and for a problem its remedy.
        public let detail: String
    }

    /// All findings, in the order of the topics. A topic without a problem has one that says so.
    public internal(set) var findings: [Finding] = []

    /// True if there is no problem.
    public var isClean: Bool { !findings.contains(where: \.isProblem) }

    private enum CodingKeys: CodingKey { case isClean, findings }

    /// Encodes the findings, and whether they are without a problem.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isClean, forKey: .isClean)
        try container.encode(findings, forKey: .findings)
    }

    mutating func tell(_ topic: Topic, _ detail: String) {
        findings.append(Finding(topic: topic, isProblem: false, detail: detail))
    }

    /// Adds the problems of a topic, or `otherwise` if there are none.
    mutating func add(_ topic: Topic, problems: [String], otherwise: String) {
        if problems.isEmpty { return tell(topic, otherwise) }
        findings += problems.map { Finding(topic: topic, isProblem: true, detail: $0) }
    }
}
