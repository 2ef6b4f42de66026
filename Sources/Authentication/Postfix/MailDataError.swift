import AccountStore
import TerminalText

/// A mistake in the data that leaves an answer to Postfix open, so that it defers the mail: which row, what is wrong, what to do.
public struct MailDataError: Error, Equatable, Sendable, CustomStringConvertible {
    /// One line.
    public let description: String

    private init(_ description: String) { self.description = description }

    /// The `active` of a row of `table` that `address` depends on is NULL or not an integer.
    static func invalidActive(of address: RecipientRows.Address, _ table: ActiveTable) -> MailDataError {
        .init(
            "\(address.name): \(table).active is not an integer; set it to \(table.blocksLogins ? "1, 0 or -1" : "1 or 0")"
        )
    }

    /// A domain is in no class.
    static func noClass(domain: String, domClass: Int64?, firstValidUID: UInt32) -> MailDataError {
        let found = domClass.map { "domClass \($0)" } ?? "its domClass, which is not an integer,"
        return .init(
            "domain \(printable(domain.utf8)): \(found) is neither 0 to 3 nor the uid that owns its mail (first_valid_uid, "
                + "\(firstValidUID), or above); correct Domain.domClass")
    }

    /// The name of a target cannot be written into an answer.
    static func unwritableTarget(of alias: RecipientRows.Address, _ target: RecipientRows.Address) -> MailDataError {
        .init(
            "alias \(alias.name): leads to addNum \(target.number), whose name is no address; correct Address.addLocalpart or "
                + "Domain.domName")
    }

    /// A target is a catchall.
    static func catchallTarget(of alias: RecipientRows.Address, _ target: RecipientRows.Address) -> MailDataError {
        .init("alias \(alias.name): leads to \(target.name), which is a catchall and no address; give it other targets")
    }

    /// An alias has too many targets.
    static func tooManyTargets(of alias: RecipientRows.Address, limit: Int) -> MailDataError {
        .init(
            "alias \(alias.name): leads to more than \(limit) addresses, which Postfix does not deliver to "
                + "(virtual_alias_expansion_limit); use a mailing list manager")
    }

    /// An address and those that its aliases lead to have too many rows to be read.
    static func tooManyRows(of address: String, limit: Int) -> MailDataError {
        .init(
            "alias \(printable(address.utf8)): it and its targets have more than \(limit) rows, too many to follow; remove some, or use "
                + "a mailing list manager")
    }

    /// An answer is longer than Postfix reads.
    static func longAnswer(of map: PostfixMap, _ key: String, limit: Int) -> MailDataError {
        .init(
            "\(map.rawValue) of \(printable(key.utf8)): would be longer than the \(limit) bytes that Postfix reads; remove some of its "
                + "targets or grants")
    }

    /// A column refers to a row that is not there.
    static func missingRow(of name: String, _ table: String) -> MailDataError {
        .init("\(printable(name.utf8)): its row of \(table) does not exist; correct it or set it to NULL")
    }

    /// A row of Transport cannot be used.
    static func transport(_ number: Int64, _ problem: String) -> MailDataError {
        .init("transport tpNum \(number): \(problem)")
    }

    /// A restriction class has no usable name.
    static func restrictionClass(_ number: Int64) -> MailDataError {
        .init("restriction class \(number): RClass.rcName is not a word of letters, digits, - and _; correct it")
    }

    /// A grant has a bad `active`.
    static func grant(to account: RecipientRows.Address) -> MailDataError {
        .init("\(account.name): Sender.active is not an integer; set it to 1 or 0")
    }

    /// There are too many grants.
    static func tooManyGrants(of address: String, limit: Int) -> MailDataError {
        .init("sender \(printable(address.utf8)): has more than \(limit) grants; remove some")
    }

    /// A login has a name that ends early in a list of names.
    static func unlistableLogin(_ account: RecipientRows.Address) -> MailDataError {
        .init(
            "\(account.name): Postfix cannot match a login with a blank or a comma in a list of logins; rename the account"
        )
    }
}

extension RecipientRows.Address {
    /// Its name for an administrator.
    var name: String { "\(printable(localpart ?? []))@\(printable(domainName ?? []))" }
}
