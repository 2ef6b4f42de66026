/// The rows of one address, and the answers that follow from them. The keys of its JSON are always the same.
package struct Explanation: Equatable, Sendable, Encodable {
    package struct Row: Equatable, Sendable, Encodable {
        package let table: String
        /// Its columns by their names in the HOWTO, without a password. `target` and `alias` are the names for VAlias's numbers.
        package let columns: [String: StoredValue]
        package let meaning: String
    }

    package struct Answer: Equatable, Sendable, Encodable {
        /// `allowed`, `denied`, `found`, `unknown` or `temporary failure`.
        package let verdict: String
        @OrNull package internal(set) var reason: String?
    }

    package struct Mailbox: Equatable, Sendable, Encodable {
        /// The uid and gid of its mail.
        package let uid, gid: UInt32
        /// Its home directory, and the place of its mail in Dovecot's notation.
        package let home, mail: String
    }

    /// The name that is looked up: in lower case, with a domain.
    package let address: String
    package internal(set) var rows: [Row] = []
    /// The passdb's answer to the right password.
    package internal(set) var login: Answer
    package internal(set) var delivery: Answer
    /// Whether Dovecot's iteration lists the account.
    package internal(set) var isListed = false
    /// Whether the `deny` dictionary blocks the account's logins in every passdb; nil if the database cannot be read.
    @OrNull package internal(set) var isLoginBlocked: Bool?
    @OrNull package internal(set) var mailbox: Mailbox?
    /// The password; nil if there is no VMailbox row.
    @OrNull package internal(set) var password: StoredPassword?
    /// The answers to Postfix.
    package internal(set) var postfix = Mail()
    package internal(set) var warnings: [String] = []
    /// True if there is no answer because the database cannot be read.
    package internal(set) var isUnanswered = false

    private enum CodingKeys: CodingKey {
        case address, rows, login, delivery, isListed, isLoginBlocked, mailbox, password, postfix, warnings
    }
}
