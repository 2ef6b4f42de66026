import AccountStore
import Authentication
import SQLiteAccountStore

extension MailDatabase {
    /// Enables or disables `mappings`. Throws if that closes a loop.
    package func set(_ mappings: [AliasRow], active: Bool) throws(AdministrationError) -> ChangeReport {
        let report = try set(mappings.map(\.switchable), active: active)
        for mapping in mappings where active && mapping.active.effect == .off {
            try expectNoLoop(from: mapping.vaNum, to: mapping.vaTargetNum)
        }
        return report
    }

    /// Throws if mail to `alias` would come back to it by way of `target`. Mappings that are off do not count.
    func expectNoLoop(from alias: Int64, to target: Int64) throws(AdministrationError) {
        // A mailbox that keeps a copy of its mail leads to itself.
        guard alias != target else { return }
        let found = try shortestChain(from: target, to: alias) { (number) throws(AdministrationError) in
            try rows(LoopStatements.targets, [.integer(number)]) { row in
                (target: row.number(0), effect: row.active(1, of: .VAlias).effect)
            }.filter { $0.effect != .off }.map(\.target)
        }
        guard let chain = found else { return }
        var names: [String] = []
        for number in [alias] + chain {
            names.append(try row(LoopStatements.name, [.integer(number)]) { $0.address(0) } ?? "(no address)")
        }
        throw .no(
            "alias \(names[0]): would close a loop, in which mail is never delivered: \(names.joined(separator: " to "))"
        )
    }
}
