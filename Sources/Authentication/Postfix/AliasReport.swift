import AccountStore
import Settings

/// The mistakes in the aliases of a whole database: what the look-ups say of each of them.
package struct AliasReport {
    /// The shortest loop of each group of aliases that lead to each other: their numbers in order, each once. Its mappings are dead.
    package private(set) var loops: [[Int64]] = []
    /// The aliases with targets that get no mail, by which the mail of the alias is lost to them.
    package private(set) var deadTargets: [(alias: Int64, targets: [Int64])] = []
    /// The failures of the aliases whose mail is deferred.
    package private(set) var failures: [TemporaryFailure] = []
    private let rows: RecipientRows
    private let expansion: AliasExpansion

    /// Follows every alias of `rows`, which has all of them and their targets. An address that is off is no alias.
    package init(_ rows: RecipientRows, settings: Settings) {
        let aliases = rows.addresses.values.filter { !$0.targets.isEmpty }.map(\.number).sorted()
        var expansion = AliasExpansion(rows: rows, settings: settings)
        var loopOfNode: [Int64: Int] = [:]
        for group in aliasGroups(from: aliases, targets: { rows.passable($0).compactMap(\.number) }) {
            expansion.settle(group)
            guard group.count > 1 else { continue }
            for node in group { loopOfNode[node] = loops.count }
            loops.append(shortestLoop(in: group) { rows.passable($0).compactMap(\.number) })
        }
        var seen: Set<String> = []
        for alias in aliases {
            if case .temporaryFailure(let failure) = expansion.verdicts[alias],
                seen.insert(failure.description).inserted
            {
                failures.append(failure)
            }
            let targets = rows.passable(alias).compactMap(\.number)
            let dead = targets.filter { target in
                let isOfLoop = target == alias || loopOfNode[alias].map { $0 == loopOfNode[target] } == true
                return !isOfLoop && expansion.verdicts[target] == .unknown
            }
            if !dead.isEmpty { deadTargets.append((alias, dead)) }
        }
        self.rows = rows
        self.expansion = expansion
    }

    /// Whether mail to the address `number` is rejected.
    package func isRejected(_ number: Int64) -> Bool { expansion.verdicts[number] == .unknown }

    /// The address `number`, for an administrator.
    package func name(of number: Int64) -> String { rows.addresses[number]?.name ?? "addNum \(number)" }

    /// Why the address `number`, whose mail is rejected, gets none.
    package func reason(for number: Int64) -> String {
        rows.addresses[number]?.reasonAgainstMail ?? "it does not exist"
    }
}

/// The shortest loop through the lowest node of `group`, each of which leads to each: its nodes in order, from that one on.
private func shortestLoop(in group: [Int64], targets: (Int64) -> [Int64]) -> [Int64] {
    guard let first = group.min() else { return [] }
    let members = Set(group)
    let loop = shortestChain(from: first, to: first) { node in
        targets(node).filter { members.contains($0) && $0 != node }
    }
    return loop?.dropLast() ?? [first]
}
