import AccountStore
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
        guard alias != target, let chain = try chain(from: target, to: alias) else { return }
        var names: [String] = []
        for number in [alias] + chain {
            names.append(try row(LoopStatements.name, [.integer(number)]) { $0.address(0) } ?? "(no address)")
        }
        throw .no(
            "alias \(names[0]): would close a loop, in which mail is never delivered: \(names.joined(separator: " to "))"
        )
    }

    /// The shortest chain of mappings from one address to another, both ends included; nil if there is none.
    private func chain(from first: Int64, to last: Int64) throws(AdministrationError) -> [Int64]? {
        var before: [Int64: Int64] = [:]
        var queue = [first]
        var position = 0
        while position < queue.count {
            let number = queue[position]
            position += 1
            if number == last {
                var chain = [number]
                while let step = chain.last, let previous = before[step] { chain.append(previous) }
                return chain.reversed()
            }
            let mappings = try rows(LoopStatements.targets, [.integer(number)]) { row in
                (target: row.number(0), effect: row.active(1, of: .VAlias).effect)
            }
            for (target, effect) in mappings where effect != .off && target != first && before[target] == nil {
                before[target] = number
                queue.append(target)
            }
        }
        return nil
    }
}
