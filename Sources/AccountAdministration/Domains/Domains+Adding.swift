/// The treatment of `postmaster` and `abuse`, which RFC 2142 requires of every domain.
package enum RoleAddresses: Equatable {
    /// They are not added, and the report says so.
    case missing
    case added
    /// They are added, as aliases that lead to this address.
    case leading(to: String)
}

extension MailDatabase {
    /// The addresses that every domain should have (RFC 2142), and that the HOWTO adds to each but a local one.
    static var roles: [String] { ["postmaster", "abuse"] }

    package func addDomain(
        _ text: String, _ kind: DomainClass, transport: String? = nil, restrictionClass: Int64? = nil,
        systemUser: UInt32 = 0, roleAddresses: RoleAddresses = .missing, ifMissing: Bool = false
    ) throws(AdministrationError) -> ChangeReport {
        let name = try domainName(text)
        try expectNewDomainName(name)
        try expectUsable(kind)
        guard kind != .foreign || roleAddresses == .missing else {
            throw .usage("domain \(name): the role addresses of a foreign domain are not yours to add")
        }
        let transport = try transport.map { text throws(AdministrationError) in
            try self.transport(text, isNeeded: true).tpNum
        }
        if let restrictionClass { _ = try self.restrictionClass(restrictionClass, isNeeded: true) }
        var report = ChangeReport()
        if let old = try findDomain(name) {
            guard ifMissing, old.kind == kind else {
                let known = old.kind?.word ?? "a class that is no number"
                throw .no("domain \(name): exists already (\(known))")
            }
        } else {
            try run(
                DomainStatements.insert,
                [
                    .text(name), .integer(kind.domClass), .optional(transport), .optional(restrictionClass),
                    .integer(Int64(systemUser)),
                ])
            report.record(.add, "Domain \(name)", kind.word)
        }
        try addRoles(roleAddresses, to: name, kind, &report)
        if kind != .foreign, let twin = Punycode.twin(of: name), try findDomain(twin) == nil {
            report.note("\(name): mail servers without SMTPUTF8 know it as \(twin); add that domain too")
        }
        if case .mailbox(let uid) = kind, !report.changes.isEmpty {
            report.note(
                "make its folder: install -d -o \(uid) -g \(settings.gid) -m 700 \(shellWord(folder(of: name)))")
        }
        if kind == .relay, transport == nil {
            report.note("\(name) has no transport, so Postfix asks DNS where its mail goes")
        }
        return report
    }

    private func expectUsable(_ kind: DomainClass) throws(AdministrationError) {
        guard case .mailbox(let uid) = kind else { return }
        guard uid >= Int64(settings.firstValidUID), uid < Int64(UInt32.max) else {
            throw .data("uid \(uid): cannot own mail; it must be first_valid_uid, \(settings.firstValidUID), or above")
        }
    }

    private func addRoles(
        _ wanted: RoleAddresses, to domain: String, _ kind: DomainClass, _ report: inout ChangeReport
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
            report.note("\(names): missing; --with-role-addresses [TARGET] adds them with the domain")
        case .added:
            for key in missing { try insert(key, &report) }
            guard kind != .local, kind != .relay else { return }
            for role in Self.roles {
                report.note("\(role)@\(domain): leads nowhere yet; \"vmailadm alias add \(role)@\(domain) TARGET\"")
            }
        case .leading(let target):
            for target in try targets([target], create: false, &report) {
                for role in Self.roles {
                    let alias = try findOrInsert(AddressKey(localpart: role, domain: domain), &report)
                    let leadsThere = try mappings(from: alias.addNum).contains { $0.vaTargetNum == target.addNum }
                    if !leadsThere { try map(alias, to: target, &report) }
                }
            }
        }
    }
}
