/// The aliases of a database as a graph: which address leads to which. It is made for millions of them.
///
/// An address that leads to itself keeps its mail, which is no loop.
struct AliasGraph {
    /// An address, by its place in `numbers`.
    typealias Node = Int

    /// The `addNum` of each node.
    let numbers: [Int64]
    /// The nodes that lead to themselves.
    let keepsMail: Set<Node>
    private let nodes: [Int64: Node]
    /// The targets of node n are those from `starts[n]` up to `starts[n + 1]`.
    private let starts: [Int]
    private let targets: [Node]

    init(_ aliases: [(alias: Int64, target: Int64)]) {
        var nodes: [Int64: Node] = [:]
        var numbers: [Int64] = []
        func node(_ number: Int64) -> Node {
            if let node = nodes[number] { return node }
            nodes[number] = numbers.count
            numbers.append(number)
            return numbers.count - 1
        }
        let edges = aliases.map { (from: node($0.alias), to: node($0.target)) }
        keepsMail = Set(edges.lazy.filter { $0.from == $0.to }.map(\.from))

        var ends = [Int](repeating: 0, count: numbers.count + 1)
        for edge in edges where edge.from != edge.to { ends[edge.from + 1] += 1 }
        for index in ends.indices.dropFirst() { ends[index] += ends[index - 1] }
        starts = ends
        var targets = [Node](repeating: 0, count: ends[numbers.count])
        for edge in edges where edge.from != edge.to {
            targets[ends[edge.from]] = edge.to
            ends[edge.from] += 1
        }
        self.targets = targets
        self.nodes = nodes
        self.numbers = numbers
    }

    /// The node of an address; nil if it is neither an alias nor a target.
    func node(_ number: Int64) -> Node? { nodes[number] }

    /// The targets of `node` but itself.
    func targets(of node: Node) -> ArraySlice<Node> { targets[starts[node]..<starts[node + 1]] }

    /// The nodes in groups: those of a loop together, every other one by itself. Each group comes after the groups that it leads to.
    ///
    /// This is Tarjan's algorithm for strongly connected components, with a stack of its own, since a chain of aliases may be long.
    func groups() -> Groups {
        var groups = Groups(nodeCount: numbers.count)
        var order = [Int](repeating: 0, count: numbers.count)
        var lowest = order
        var open: [Node] = []
        var isOpen = [Bool](repeating: false, count: numbers.count)
        var path: [(node: Node, next: Int)] = []
        var counter = 0
        for root in numbers.indices where order[root] == 0 {
            path.append((root, starts[root]))
            while let (node, next) = path.last {
                if order[node] == 0 {
                    counter += 1
                    (order[node], lowest[node]) = (counter, counter)
                    open.append(node)
                    isOpen[node] = true
                }
                if next < starts[node + 1] {
                    path[path.count - 1].next += 1
                    let target = targets[next]
                    if order[target] == 0 {
                        path.append((target, starts[target]))
                    } else if isOpen[target] {
                        lowest[node] = min(lowest[node], order[target])
                    }
                    continue
                }
                path.removeLast()
                if let above = path.last?.node { lowest[above] = min(lowest[above], lowest[node]) }
                guard lowest[node] == order[node], let first = open.lastIndex(of: node) else { continue }
                for member in open[first...] { isOpen[member] = false }
                groups.append(open[first...])
                open.removeSubrange(first...)
            }
        }
        return groups
    }

    /// Groups of nodes.
    struct Groups: Sequence, IteratorProtocol {
        private var members: [Node] = []
        private var ends: [Int] = []
        private var done = 0
        /// The group of each node.
        private(set) var number: [Int]

        fileprivate init(nodeCount: Int) { number = [Int](repeating: 0, count: nodeCount) }

        fileprivate mutating func append(_ group: ArraySlice<Node>) {
            for member in group { number[member] = ends.count }
            members += group
            ends.append(members.count)
        }

        mutating func next() -> ArraySlice<Node>? {
            guard done < ends.count else { return nil }
            defer { done += 1 }
            return members[(done == 0 ? 0 : ends[done - 1])..<ends[done]]
        }
    }
}
