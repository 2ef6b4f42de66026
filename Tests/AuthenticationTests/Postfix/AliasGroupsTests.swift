import Testing

@testable import Authentication

@Suite struct AliasGroupsTests {
    @Test(
        arguments: [
            ([1: []], [[1]]), ([1: [2], 2: [3]], [[3], [2], [1]]), ([1: [1]], [[1]]), ([1: [2], 2: [1]], [[1, 2]]),
            ([1: [2, 3], 2: [4], 3: [4]], [[4], [2], [3], [1]]), ([1: [2], 2: [3], 3: [2]], [[2, 3], [1]]),
            ([1: [2], 2: [3, 4], 3: [1], 4: [5], 5: [4]], [[4, 5], [1, 2, 3]]),
            ([1: [2, 3], 2: [1], 3: [4], 4: [3, 1]], [[1, 2, 3, 4]]), ([1: [2], 5: [6]], [[2], [1]]),
        ] as [([Int64: [Int64]], [[Int64]])])
    func groups(targets: [Int64: [Int64]], expected: [[Int64]]) {
        #expect(aliasGroups(from: 1) { targets[$0] ?? [] }.map { $0.sorted() } == expected)
    }

    /// A chain does not use up the thread's stack.
    @Test func aLongChain() {
        let groups = aliasGroups(from: 0) { $0 < 200_000 ? [$0 + 1] : [] }
        #expect(groups.count == 200_001)
        #expect(groups.first == [200_000] && groups.last == [0])
    }

    /// Each group is a set of nodes that reach each other, and comes after those that it leads to.
    @Test func manyGraphsAgainstTheDefinition() {
        for code in 0..<(1 << 12) {
            // Four nodes and their edges to each other, a bit each.
            func targets(_ node: Int64) -> [Int64] {
                (0..<4).filter { $0 != node && code >> Int(node * 3 + ($0 < node ? $0 : $0 - 1)) & 1 == 1 }
            }
            func reached(_ node: Int64) -> Set<Int64> {
                var seen: Set<Int64> = [node]
                var open = [node]
                while let next = open.popLast() {
                    for target in targets(next) where seen.insert(target).inserted { open.append(target) }
                }
                return seen
            }
            let groups = aliasGroups(from: 0, targets: targets)
            #expect(Set(groups.joined()) == reached(0))
            var done: Set<Int64> = []
            for group in groups {
                done.formUnion(group)
                for node in group {
                    #expect(Set(group) == reached(node).filter { reached($0).contains(node) })
                    #expect(reached(node).isSubset(of: done))
                }
            }
        }
    }
}
