import AccountStore
import Authentication
import SQLiteAccountStore

/// A domain to add.
public struct NewDomain: Sendable {
    /// The treatment of `postmaster` and `abuse`, which RFC 2142 requires of every domain.
    public enum RoleAddresses: Equatable, Sendable {
        /// They are not added, and the report says so.
        case missing
        /// They are added.
        case added
        /// They are added, as aliases that lead to this address.
        case leading(to: String)
    }

    /// Its name.
    public var name: String
    /// Its class.
    public var kind: DomainClass
    /// The number or the nexthop of its transport.
    public var transport: String?
    /// Its restriction class.
    public var restrictionClass: Int64?
    /// The system uid in charge of it.
    public var systemUser: UInt32
    /// Its `postmaster` and `abuse`.
    public var roleAddresses: RoleAddresses

    /// A domain to add.
    public init(
        name: String, kind: DomainClass, transport: String? = nil, restrictionClass: Int64? = nil,
        systemUser: UInt32 = 0,
        roleAddresses: RoleAddresses = .missing
    ) {
        self.name = name
        self.kind = kind
        self.transport = transport
        self.restrictionClass = restrictionClass
        self.systemUser = systemUser
        self.roleAddresses = roleAddresses
    }
}

extension MailDatabase {
    /// The addresses that every domain should have (RFC 2142), and that the HOWTO adds to each but a local one.
    static var roles: [String] { ["postmaster", "abuse"] }

    /// Adds a domain.
    public func addDomain(_ new: NewDomain, ifMissing: Bool) throws(AdministrationError) -> ChangeReport {
        let name = try domainName(new.name)
        try expectNewDomainName(name)
        try expectUsable(new.kind)
        guard new.kind != .foreign || new.roleAddresses == .missing else {
            throw AdministrationError(
                .usage, "domain \(name): the role addresses of a foreign domain are not yours to add")
        }
        let transport = try new.transport.map { text throws(AdministrationError) in try self.transport(text).tpNum }
        if let number = new.restrictionClass { _ = try restrictionClass(number) }
        var report = ChangeReport()
        if let old = try findDomain(name) {
            guard ifMissing, old.kind == new.kind else {
                let kind = old.kind?.word ?? "a class that is no number"
                throw AdministrationError(.no, "domain \(name): exists already (\(kind))")
            }
        } else {
            try run(
                DomainStatements.insert,
                [
                    .text(name), .integer(new.kind.domClass), .optional(transport), .optional(new.restrictionClass),
                    .integer(Int64(new.systemUser)),
                ])
            report.changes.append(Change(.add, "Domain \(name)", new.kind.word))
        }
        try addRoles(new.roleAddresses, to: name, new.kind, &report)
        if new.kind != .foreign, let twin = Punycode.twin(of: name), try findDomain(twin) == nil {
            report.notes.append("\(name): mail servers without SMTPUTF8 know it as \(twin); add that domain too")
        }
        if case .mailbox(let uid) = new.kind, !report.changes.isEmpty {
            report.notes.append(
                "make its folder: install -d -o \(uid) -g \(settings.gid) -m 700 \(shellWord(folder(of: name)))")
        }
        if new.kind == .relay, transport == nil {
            report.notes.append("\(name) has no transport, so Postfix asks DNS where its mail goes")
        }
        return report
    }

    private func expectUsable(_ kind: DomainClass) throws(AdministrationError) {
        guard case .mailbox(let uid) = kind else { return }
        guard uid >= Int64(settings.firstValidUID), uid < Int64(UInt32.max) else {
            throw AdministrationError(
                .data, "uid \(uid): cannot own mail; it must be first_valid_uid, \(settings.firstValidUID), or above")
        }
    }

    private func addRoles(
        _ wanted: NewDomain.RoleAddresses, to domain: String, _ kind: DomainClass, _ report: inout ChangeReport
    ) throws(AdministrationError) {
        var missing: [AddressKey] = []
        for role in Self.roles {
            let key = AddressKey(localpart: role, domain: domain)
            if try findAddress(key) == nil { missing.append(key) }
        }
        switch wanted {
        case .missing:
            // Mail to a local domain finds the system's own aliases.
            guard kind != .local, kind != .foreign, !missing.isEmpty else { return }
            let names = missing.map(\.description).joined(separator: " and ")
            report.notes.append("\(names): missing; --with-role-addresses [TARGET] adds them with the domain")
        case .added:
            for key in missing { try insert(key, &report) }
            guard kind != .local, kind != .relay else { return }
            for role in Self.roles {
                report.notes.append(
                    "\(role)@\(domain): leads nowhere yet; \"vmailadm alias add \(role)@\(domain) TARGET\"")
            }
        case .leading(let target):
            for target in try targets([target], create: false, &report) {
                for role in Self.roles {
                    let alias = try findOrInsert(AddressKey(localpart: role, domain: domain), &report)
                    let leadsThere = try mappings(.from(alias.addNum)).contains { $0.vaTargetNum == target.addNum }
                    if !leadsThere { try map(alias, to: target, &report) }
                }
            }
        }
    }
}
