import Testing

@testable import LookupServer

@Suite struct DescriptorBudgetTests {
    @Test(
        arguments: [
            // Of 28, 10 are open at the start.
            (28, 10, 2, 2, 1, 3), (28, 10, 64, 2, 1, 3), (40, 10, 2, 2, 1, 15), (48, 10, 2, 2, 1, 23),
            (96, 10, 2, 2, 2, 63), (1024, 10, 2, 2, 2, 991), (1024, 10, 64, 2, 31, 759),
            (1024, 10, 64, 1, 31, 760), (1024, 10, 1, 2, 1, 999), (26, 10, 2, 2, 1, 1),
        ])
    func loopsAndClients(limit: Int, open: Int, cores: Int, sockets: Int, loops: Int, clients: Int) throws {
        let budget = try DescriptorBudget(limit: limit, open: open, cores: cores, sockets: sockets)
        #expect(budget.eventLoops == loops)
        #expect(budget.clients == clients)
    }

    @Test(arguments: [0, 10, 25]) func tooFew(limit: Int) {
        #expect(throws: TooFewDescriptors(limit: limit, needed: 26)) {
            try DescriptorBudget(limit: limit, open: 10, cores: 2, sockets: 2)
        }
        #expect(
            TooFewDescriptors(limit: 20, needed: 25).description
                == "the limit of open files is 20, and 25 are needed; raise it (LimitNOFILE= in the service unit)")
    }
}
