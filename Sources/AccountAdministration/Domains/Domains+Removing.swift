extension MailDatabase {
    /// Removes a domain; `cascade` also removes its addresses, and everything that refers to those.
    package func removeDomain(_ name: String, cascade: Bool) throws(AdministrationError) -> ChangeReport {
        let domain = try domain(name)
        try expectNotMyhostname(domain)
        var removal = Removal(of: "domain \(domain.domName)")
        for address in try rows(AddressStatements.list, [.text(domain.domName), .null], { AddressRow($0) }) {
            try remove(address, &removal)
            removal.referrers.record(.remove, "Address \(address.name)")
        }
        try removeSenders(ofDomain: domain.domName, &removal)
        try run(DomainStatements.delete, [.integer(domain.domNum)])
        removal.own.record(.remove, "Domain \(domain.domName)")
        if case .mailbox? = domain.kind, domain.mailboxes > 0 {
            // The folders of its mailboxes are in this one.
            removal.own.notes = removal.own.notes.filter { !$0.hasPrefix(folder(of: domain.domName) + "/") }
            removal.own.note("\(folder(of: domain.domName))/ is left as it is, with its mail")
        }
        return try removal.report(cascade: cascade)
    }

    func shellWord(_ path: String) -> String {
        NameRules.isPlain(path.utf8, or: "./") ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }

    func folder(of domain: String) -> String { "\(settings.vmailRoot == "/" ? "" : settings.vmailRoot)/\(domain)" }

    /// Throws if `domain` is myhostname: the HOWTO's alias_maps query contains that name, so every local alias depends on it.
    private func expectNotMyhostname(_ domain: DomainRow) throws(AdministrationError) {
        guard let myhostname = settings.myhostname else {
            guard domain.kind != .local else {
                throw .no(
                    "domain \(domain.domName): is local, and may be that of myhostname, which is never removed; set myhostname in the settings file first"
                )
            }
            return
        }
        guard domain.domName.lowercased() != myhostname else {
            throw .no(
                "domain \(domain.domName): is myhostname, which local logins and alias_maps depend on; it is never removed"
            )
        }
    }
}
