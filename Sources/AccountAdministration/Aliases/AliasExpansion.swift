/// What becomes of the mail of each alias.
struct AliasExpansion {
    typealias Node = AliasGraph.Node

    /// The shortest loop in each group of aliases that lead to each other: the aliases in their order, each once.
    private(set) var loops: [[Node]] = []
    /// Whether mail to the node is accepted: by itself, or by one of its targets.
    private(set) var isAccepted: [Bool]
    /// The most addresses that the node's mail goes to: exact if it is no higher than the limit.
    private var recipients: [Int]
    /// The longest chain of aliases from the node on.
    private(set) var depths: [Int]
    private let graph: AliasGraph
    private let limit: Int

    /// Expands the aliases of `graph`. `acceptsMail` tells for each node whether its own address takes mail, without its aliases.
    init(_ graph: AliasGraph, limit: Int, acceptsMail: [Bool]) {
        self.graph = graph
        self.limit = limit
        isAccepted = acceptsMail
        recipients = acceptsMail.map { $0 ? 1 : 0 }
        depths = [Int](repeating: 0, count: acceptsMail.count)
        let groups = graph.groups()
        for group in groups {
            var accepted = false
            var depth = 0
            for node in group {
                accepted = accepted || acceptsMail[node]
                for target in graph.targets(of: node) where groups.number[target] != groups.number[node] {
                    accepted = accepted || isAccepted[target]
                    depth = max(depth, depths[target] + 1)
                }
            }
            for node in group {
                isAccepted[node] = accepted
                depths[node] = depth
            }
            if group.count > 1, let loop = shortestLoop(in: group, groups) { loops.append(loop) }
            for node in group { recipients[node] = recipientCount(of: node) }
        }
    }

    /// Whether the mail of `node` goes to more addresses than the limit allows.
    func exceedsLimit(_ node: Node) -> Bool { recipients[node] > limit }

    /// The number of addresses that the mail of `node` goes to, at least as far as it matters: the nodes that it leads to are done.
    private func recipientCount(of node: Node) -> Int {
        let targets = graph.targets(of: node)
        if targets.isEmpty { return recipients[node] }
        let most = targets.reduce(graph.keepsMail.contains(node) ? 1 : 0) { $0 + min(recipients[$1], limit + 1) }
        // A sum counts an address twice that two targets lead to.
        guard most > limit, !targets.contains(where: { recipients[$0] > limit }) else { return most }
        var seen: Set<Node> = [node]
        var stack = Array(targets)
        var count = graph.keepsMail.contains(node) ? 1 : 0
        while count <= limit, let next = stack.popLast() {
            guard seen.insert(next).inserted else { continue }
            let further = graph.targets(of: next)
            if further.isEmpty ? isAccepted[next] : graph.keepsMail.contains(next) { count += 1 }
            stack += further
        }
        return count
    }

    /// The shortest loop through the first alias of `group`.
    private func shortestLoop(in group: ArraySlice<Node>, _ groups: AliasGraph.Groups) -> [Node]? {
        guard let first = group.min(by: { graph.numbers[$0] < graph.numbers[$1] }) else { return nil }
        var queue = [first]
        var before: [Node: Node] = [:]
        var position = 0
        while position < queue.count {
            let node = queue[position]
            position += 1
            for target in graph.targets(of: node) where groups.number[target] == groups.number[first] {
                if target == first {
                    var loop = [node]
                    while let last = loop.last, last != first, let previous = before[last] { loop.append(previous) }
                    return loop.reversed()
                }
                guard before[target] == nil else { continue }
                before[target] = node
                queue.append(target)
            }
        }
        return nil
    }
}
