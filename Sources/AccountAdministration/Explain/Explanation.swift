/// The rows of one address, and the answers that follow from them.
public struct Explanation: Equatable, Sendable {
    /// A row that takes part in the answers.
    public struct Row: Equatable, Sendable {
        /// A column and its content.
        public struct Column: Equatable, Sendable {
            /// Its name in the HOWTO; `target` and `alias` are the names that VAlias's numbers stand for.
            public let name: String
            /// Its content.
            public let value: StoredValue
        }

        /// Its table.
        public let table: String
        /// Its columns, in the table's order; never a password.
        public let columns: [Column]
        /// The meaning of the row, in a few words.
        public let meaning: String

        init(table: String, columns: [(name: String, value: StoredValue)], meaning: String) {
            self.table = table
            self.columns = columns.map { Column(name: $0.name, value: $0.value) }
            self.meaning = meaning
        }
    }

    /// An answer to Dovecot.
    public struct Answer: Equatable, Sendable {
        /// `allowed`, `denied`, `found`, `unknown` or `temporary failure`.
        public let verdict: String
        /// Why.
        public let reason: String?
    }

    /// What may be said of the stored password.
    public struct Password: Equatable, Sendable {
        /// The scheme that it would be verified with; nil if there is none.
        public let scheme: String?
        /// `strong`, `weak` or `clear`; nil if nothing can match it.
        public let strength: String?
        /// Why nothing can match it; nil if something may.
        public let problem: String?
    }

    /// What a found user gets.
    public struct Mailbox: Equatable, Sendable {
        /// The uid and gid of its mail.
        public let uid, gid: UInt32
        /// Its home directory, and where in it the mail is in Dovecot's words.
        public let home, mail: String
    }

    /// The name that is looked up: in lower case, with a domain.
    public let address: String
    /// The rows, from Domain on.
    public internal(set) var rows: [Row] = []
    /// The passdb's answer, given the right password.
    public internal(set) var login: Answer
    /// The userdb's answer.
    public internal(set) var delivery: Answer
    /// Whether iteration lists it.
    public internal(set) var isListed = false
    /// Whether the `deny` dictionary keeps it from logging in, here and in every passdb behind it; nil if that is unknown.
    public internal(set) var isLoginOff: Bool?
    /// The mailbox; nil if the rows make none.
    public internal(set) var mailbox: Mailbox?
    /// The password; nil if there is no VMailbox row.
    public internal(set) var password: Password?
    /// What the servers would warn of, and what is probably a mistake.
    public internal(set) var warnings: [String] = []
    /// True if there is no answer because the database cannot be read.
    public internal(set) var isUnanswered = false
}
