/// What `check` found.
public struct CheckReport: Equatable, Sendable {
    /// What `check` examines, in the order of the report.
    public enum Topic: String, Sendable, CaseIterable {
        case schema, integrity, permissions, journal, socket, types, orphans, names, classes, passwords, logins, roles
    }

    /// One thing that was found.
    public struct Finding: Equatable, Sendable {
        /// The topic that it belongs to.
        public let topic: Topic
        /// True if something is wrong; false for information.
        public let isProblem: Bool
        /// The finding; for a problem, with what to do.
        public let detail: String
    }

    /// All findings, in the order of the topics. A topic where all is well has one that says so.
    public internal(set) var findings: [Finding] = []

    /// True if nothing is wrong.
    public var isClean: Bool { !findings.contains(where: \.isProblem) }

    mutating func tell(_ topic: Topic, _ detail: String) {
        findings.append(Finding(topic: topic, isProblem: false, detail: detail))
    }

    /// Adds the problems of a topic, or `otherwise` if there are none.
    mutating func add(_ topic: Topic, problems: [String], otherwise: String) {
        if problems.isEmpty { return tell(topic, otherwise) }
        findings += problems.map { Finding(topic: topic, isProblem: true, detail: $0) }
    }
}
