extension MailDatabase {
    package static var catchallWarning: String {
        "a catchall takes the bounces of every forged sender in its domain and the mail of every dictionary attack on it"
    }

    package func catchalls() throws(AdministrationError) -> [AddressRow] {
        try addresses(of: nil).filter(\.addLocalpart.isEmpty)
    }

    package func addCatchall(of domain: String, target: String?, ifMissing: Bool) throws(AdministrationError)
        -> ChangeReport
    {
        let key = try AddressKey(catchallOf: domain)
        let isRelay = try self.domain(key.domain, isNeeded: true).kind == .relay
        guard isRelay == (target == nil) else {
            throw .usage(
                isRelay
                    ? "catchall \(key): a relay domain's has no target; the other server knows where its mail goes"
                    : "catchall \(key): needs a target")
        }
        var report = ChangeReport()
        let old = try findAddress(key)
        let targets = try self.targets([target].compactMap(\.self), create: false, &report)
        if let old {
            let known = try mappings(from: old.addNum).map(\.vaTargetNum)
            guard ifMissing, targets.allSatisfy({ known.contains($0.addNum) }) else {
                throw .no("catchall \(key): exists already")
            }
            return report
        }
        let catchall = try insert(key, &report)
        for target in targets { try map(catchall, to: target, &report) }
        report.note(Self.catchallWarning)
        return report
    }

    package func removeCatchall(of domain: String) throws(AdministrationError) -> ChangeReport {
        try removeAddress(AddressKey(catchallOf: domain), cascade: true)
    }
}
