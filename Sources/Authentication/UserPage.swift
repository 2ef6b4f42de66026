import AccountStore
import Settings

/// A part of the list of all users.
public struct UserPage: Equatable, Sendable {
    /// The names that a delivery would find, in the order of their rows.
    public let names: [AccountName]
    /// The row that the next page follows; nil after the last page.
    public let last: Int64?
    /// The database that the page was read from: pages with different values do not belong to one list.
    public let source: Int

    /// The users among the mailboxes of `page`, which was asked for with `limit`. `warn` is told of rows that are left out because of a mistake in the data.
    init(of page: MailboxPage, limit: Int, settings: Settings, warn: (DataWarning) -> Void) {
        names = page.mailboxes.compactMap { Self.name(of: $0, settings: settings, warn: warn) }
        last = page.mailboxes.count < limit ? nil : page.mailboxes.last?.number
        source = page.source
    }

    private static func name(
        of mailbox: ListedMailbox, settings: Settings, warn: (DataWarning) -> Void
    ) -> AccountName? {
        guard let localpart = mailbox.localpart, let domain = mailbox.domainName else {
            warn(.unmatchableName(number: mailbox.number, nil))
            return nil
        }
        let name: AccountName
        do throws(AccountNameError) {
            name = try AccountName(localpart: localpart, domain: domain)
        } catch {
            warn(.unmatchableName(number: mailbox.number, error))
            return nil
        }
        let rows = AccountRows(
            domain: mailbox.domain, address: mailbox.address, mailbox: mailbox.mailbox, vmPasswd: nil)
        switch DeliveryVerdict(of: name, rows: rows, settings: settings) {
        case .found: return name
        case .unknown: return nil
        case .temporaryFailure(let failure):
            warn(.notListed(failure.description))
            return nil
        }
    }
}
