import Authentication
import Settings
import TerminalText

/// The name of a row of Address: `localpart@domain`, or `@domain` for a catchall.
package struct AddressKey: Hashable, Sendable, CustomStringConvertible {
    package let localpart: String
    package let domain: String
    /// The text as typed, if it has upper-case letters: such a row matches no mail, but can be named so that it can be corrected.
    let typed: String?
    /// Whether the name was typed without a domain, and is in `myhostname`.
    private let isBare: Bool

    /// The address, or `@domain` for a catchall.
    package var description: String { "\(localpart)@\(domain)" }

    /// Reads an address as an administrator writes it; one without a domain is at `myhostname`.
    package init(_ text: String, _ settings: Settings) throws(AdministrationError) {
        do throws(AccountNameError) {
            let name = try AccountName(login: text.utf8, myhostname: settings.myhostname)
            let typed = text.contains("@") && text != name.description ? text : nil
            self.init(localpart: name.localpart, domain: name.domain, typed: typed, isBare: !text.contains("@"))
        } catch .emptyLocalpart {
            try self.init(catchallOf: String(text.dropFirst()))
        } catch .noDomain {
            throw .data(
                "address \(printable(text.utf8)): has no domain, and myhostname is not set; write it as name@domain")
        } catch {
            throw .data("address \(printable(text.utf8)): \(error)")
        }
    }

    package init(catchallOf domain: String) throws(AdministrationError) {
        self.init(localpart: "", domain: try domainName(domain))
    }

    init(localpart: String, domain: String, typed: String? = nil, isBare: Bool = false) {
        self.localpart = localpart
        self.domain = domain
        self.typed = typed
        self.isBare = isBare
    }

    /// The end of an error: why a name without a domain is this address. Empty for a name with one.
    var reading: String {
        isBare ? "; \(printable(localpart.utf8)), without a domain, is read as this address at myhostname" : ""
    }
}

/// The canonical form of a domain's name. Throws if it cannot be part of an address or of a path.
func domainName(_ text: String) throws(AdministrationError) -> String {
    do throws(AccountNameError) {
        return try AccountName(login: "postmaster@\(text)".utf8, myhostname: nil).domain
    } catch {
        throw .data("domain \(printable(text.utf8)): \(reason(error))")
    }
}

private func reason(_ error: AccountNameError) -> String {
    switch error {
    case .emptyDomain: "is empty"
    case .leadingDot: "begins with a dot"
    case .tooLong: "is longer than 255 bytes"
    case .severalAts: "has an @ in it"
    default: error.description
    }
}
