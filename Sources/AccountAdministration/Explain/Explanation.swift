/// The rows of one address, and the answers that follow from them. The keys of its JSON are always the same.
public struct Explanation: Equatable, Sendable, Encodable {
    /// A row that takes part in the answers.
    public struct Row: Equatable, Sendable, Encodable {
        /// Its table.
        public let table: String
        /// Its columns by their names in the HOWTO, without a password. `target` and `alias` are the names for VAlias's numbers.
        public let columns: [String: StoredValue]
        /// The meaning of the row, in a few words.
        public let meaning: String
    }

    /// An answer to Dovecot.
    public struct Answer: Equatable, Sendable, Encodable {
        /// `allowed`, `denied`, `found`, `unknown` or `temporary failure`.
        public let verdict: String
        /// The reason for a denial or a failure.
        @OrNull public internal(set) var reason: String?
    }

    /// The account's uid, gid and directories.
    public struct Mailbox: Equatable, Sendable, Encodable {
        /// The uid and gid of its mail.
        public let uid, gid: UInt32
        /// Its home directory, and the place of its mail in Dovecot's notation.
        public let home, mail: String
    }

    /// The name that is looked up: in lower case, with a domain.
    public let address: String
    /// The rows, from Domain on.
    public internal(set) var rows: [Row] = []
    /// The passdb's answer to the right password.
    public internal(set) var login: Answer
    /// The userdb's answer.
    public internal(set) var delivery: Answer
    /// Whether Dovecot's iteration lists the account.
    public internal(set) var isListed = false
    /// Whether the `deny` dictionary blocks the account's logins in every passdb; nil if the database cannot be read.
    @OrNull public internal(set) var isLoginOff: Bool?
    /// The mailbox; nil if the rows make none.
    @OrNull public internal(set) var mailbox: Mailbox?
    /// The password; nil if there is no VMailbox row.
    @OrNull public internal(set) var password: StoredPassword?
    /// The servers' warnings, and probable mistakes.
    public internal(set) var warnings: [String] = []
    /// True if there is no answer because the database cannot be read.
    public internal(set) var isUnanswered = false

    private enum CodingKeys: String, CodingKey {
        case address, rows, login, delivery, isListed = "listed", isLoginOff = "deny", mailbox, password, warnings
    }
}
