import Testing

@testable import Authentication

@Suite struct ShortestChainTests {
    private static let graph: [Int64: [Int64]] = [1: [2, 3], 2: [4], 3: [5], 4: [5, 1], 5: [6], 7: [7]]

    @Test(
        arguments: [
            (1, 2, [1, 2]), (1, 5, [1, 3, 5]), (1, 6, [1, 3, 5, 6]), (2, 1, [2, 4, 1]),
            // A loop, and one of one step.
            (1, 1, [1, 2, 4, 1]), (7, 7, [7, 7]),
            (6, 1, nil), (5, 5, nil), (9, 1, nil),
        ] as [(Int64, Int64, [Int64]?)])
    func aChain(from first: Int64, to last: Int64, chain: [Int64]?) {
        #expect(shortestChain(from: first, to: last) { Self.graph[$0] ?? [] } == chain)
    }
}
