/// The nodes that `root` leads to, in groups: those of a loop together, each other one by itself. A group comes after the groups that it
/// leads to, so the root's is the last.
///
/// This is Tarjan's algorithm for strongly connected components. It has a stack of its own, since a chain of aliases may be long.
func aliasGroups(from root: Int64, targets: (Int64) -> [Int64]) -> [[Int64]] {
    var groups: [[Int64]] = []
    var visits: [Int64: Visit] = [root: Visit(order: 0)]
    var open = [root]
    var path = [(node: root, targets: targets(root)[...])]
    while let node = path.last?.node {
        if let target = path[path.count - 1].targets.popFirst() {
            if let visit = visits[target] {
                if visit.isOpen { visits[node]?.lower(to: visit.order) }
            } else {
                visits[target] = Visit(order: visits.count)
                open.append(target)
                path.append((target, targets(target)[...]))
            }
            continue
        }
        path.removeLast()
        guard let visit = visits[node] else { continue }
        if let parent = path.last?.node { visits[parent]?.lower(to: visit.lowest) }
        guard visit.lowest == visit.order, let first = open.lastIndex(of: node) else { continue }
        groups.append(Array(open[first...]))
        for member in open[first...] { visits[member]?.isOpen = false }
        open.removeSubrange(first...)
    }
    return groups
}

private struct Visit {
    /// When the node was first seen.
    let order: Int
    /// The lowest order of an open node that it leads to.
    private(set) var lowest: Int
    /// True until its group is complete.
    var isOpen = true

    init(order: Int) {
        self.order = order
        lowest = order
    }

    mutating func lower(to order: Int) { lowest = min(lowest, order) }
}
