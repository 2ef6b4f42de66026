import AccountAdministration

/// An explanation as JSON. The keys are always the same; a missing value is null.
struct ExplanationDocument: Encodable {
    struct Row: Encodable {
        let table: String
        let columns: [String: StoredValueDocument]
        let meaning: String
    }

    struct Answer: Encodable {
        let verdict: String
        @OrNull var reason: String?

        init(_ answer: Explanation.Answer) {
            verdict = answer.verdict
            reason = answer.reason
        }
    }

    struct Mailbox: Encodable, Equatable {
        let uid, gid: UInt32
        let home, mail: String
    }

    struct Password: Encodable, Equatable {
        @OrNull var scheme: String?
        @OrNull var strength: String?
        @OrNull var problem: String?
    }

    let address: String
    let rows: [Row]
    let login, delivery: Answer
    let listed: Bool
    @OrNull var deny: Bool?
    @OrNull var mailbox: Mailbox?
    @OrNull var password: Password?
    let warnings: [String]

    init(_ explanation: Explanation) {
        address = explanation.address
        rows = explanation.rows.map { row in
            let columns = row.columns.map { ($0.name, StoredValueDocument(value: $0.value)) }
            return Row(
                table: row.table, columns: Dictionary(columns, uniquingKeysWith: { first, _ in first }),
                meaning: row.meaning)
        }
        login = Answer(explanation.login)
        delivery = Answer(explanation.delivery)
        listed = explanation.isListed
        deny = explanation.isLoginOff
        mailbox = explanation.mailbox.map { Mailbox(uid: $0.uid, gid: $0.gid, home: $0.home, mail: $0.mail) }
        password = explanation.password.map {
            Password(scheme: $0.scheme, strength: $0.strength, problem: $0.problem)
        }
        warnings = explanation.warnings
    }
}

/// A column's value as JSON: a number, a string or null; for a blob or a real number, the text that people see.
struct StoredValueDocument: Encodable {
    let value: StoredValue

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch value {
        case .null: try container.encodeNil()
        case .integer(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .other: try container.encode(value.description)
        }
    }
}
