/// The groups of the nodes that `root` leads to, of which its own is the last.
func aliasGroups(from root: Int64, targets: (Int64) -> [Int64]) -> [[Int64]] {
    aliasGroups(from: [root], targets: targets)
}

/// The nodes that `roots` lead to, in groups: those of a loop together, each other one by itself. A group comes after the groups that it
/// leads to.
///
/// This is Tarjan's algorithm for strongly connected components. It has a stack of its own, since a chain of aliases may be long.
func aliasGroups(from roots: [Int64], targets: (Int64) -> [Int64]) -> [[Int64]] {
    var groups: [[Int64]] = []
    var visits: [Int64: Visit] = [:]
    var open: [Int64] = []
    var path: [(node: Int64, targets: ArraySlice<Int64>)] = []
    func visit(_ node: Int64) {
        visits[node] = Visit(order: visits.count)
        open.append(node)
        path.append((node, targets(node)[...]))
    }
    for root in roots where visits[root] == nil {
        visit(root)
        while let node = path.last?.node {
            if let target = path[path.count - 1].targets.popFirst() {
                if let visit = visits[target] {
                    if visit.isOpen { visits[node]?.lower(to: visit.order) }
                } else {
                    visit(target)
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
