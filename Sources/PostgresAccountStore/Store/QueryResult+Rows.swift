import AccountStore
import SecretBytes

extension QueryResult {
    /// The answer to ``LookupStatements/account``.
    func accountRows(database: String) -> Result<AccountRows, StoreError> {
        guard rowCount > 0 else {
            return .success(AccountRows(domain: nil, address: nil, mailbox: nil, vmPasswd: nil))
        }
        guard rowCount == 1 else { return .failure(.twoRows(database)) }
        return .success(
            AccountRows(
                domain: .init(active: active(0, 0), domClass: integer(0, 1)),
                address: isNull(0, 2) ? nil : active(0, 3),
                mailbox: isNull(0, 4) ? nil : active(0, 5),
                vmPasswd: secretText(0, 6)))
    }

    /// The answer to ``LookupStatements/mailboxes``.
    var mailboxPage: MailboxPage {
        MailboxPage(
            mailboxes: (0..<rowCount).map { row in
                ListedMailbox(
                    number: integer(row, 0) ?? 0,
                    localpart: text(row, 1),
                    domainName: text(row, 2),
                    domain: .init(active: active(row, 3), domClass: integer(row, 4)),
                    address: active(row, 5),
                    mailbox: active(row, 6))
            },
            // Another server may have another state of the database.
            source: connection)
    }

    /// The answer to ``LookupStatements/mailboxNumbers``.
    var mailboxNumbers: ClosedRange<Int64>? {
        guard rowCount > 0, let lowest = integer(0, 0), let highest = integer(0, 1), lowest <= highest else {
            return nil
        }
        return lowest...highest
    }

    /// The first password of ``LookupStatements/passwords`` that is wanted.
    func password(where isWanted: (borrowing SecretBytes) -> Bool) -> SecretBytes? {
        for row in 0..<rowCount {
            if let password = secretText(row, 0), isWanted(password) { return password }
        }
        return nil
    }
}
