/// The findings of `check`.
package struct CheckReport: Equatable, Sendable, Encodable {
    package enum Topic: String, Sendable, CaseIterable, Encodable {
        case schema, integrity, permissions, journal, socket, types, orphans, names, classes
        case aliases, senders, restrictions, passwords, logins, roles
    }

    package struct Finding: Equatable, Sendable, Encodable {
        package let topic: Topic
        /// True if something is wrong; false for information.
        package let isProblem: Bool
        /// The finding, and for a problem its remedy.
        package let detail: String
    }

    /// All findings, in the order of the topics. A topic without a problem has one that says so.
    package internal(set) var findings: [Finding] = []

    package var isClean: Bool { !findings.contains(where: \.isProblem) }

    private enum CodingKeys: CodingKey { case isClean, findings }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(isClean, forKey: .isClean)
        try container.encode(findings, forKey: .findings)
    }

    mutating func tell(_ topic: Topic, _ detail: String) {
        findings.append(Finding(topic: topic, isProblem: false, detail: detail))
    }

    /// Adds the problems of a topic, or `otherwise` if there are none.
    mutating func add(_ topic: Topic, problems: [String?], otherwise: String? = nil) {
        let problems = problems.compactMap(\.self)
        if problems.isEmpty, let otherwise { tell(topic, otherwise) }
        findings += problems.map { Finding(topic: topic, isProblem: true, detail: $0) }
    }
}
