import Testing

@testable import LookupServer

@Suite struct DescriptorBudgetTests {
    @Test(
        arguments: [
            // Of 26, 8 are open at the start.
            (26, 8, 2, 1, 1, 4), (26, 8, 64, 1, 1, 4), (40, 8, 2, 1, 1, 18), (48, 8, 2, 1, 2, 18), (1024, 8, 2, 1, 2, 994),
            (1024, 8, 64, 1, 4, 978), (1024, 8, 64, 2, 4, 977), (1024, 8, 1, 1, 1, 1002), (23, 8, 2, 1, 1, 1),
        ])
    func loopsAndClients(limit: Int, open: Int, cores: Int, sockets: Int, loops: Int, clients: Int) throws {
        let budget = try DescriptorBudget(limit: limit, open: open, cores: cores, sockets: sockets)
        #expect(budget.eventLoops == loops)
        #expect(budget.clients == clients)
    }

    @Test(arguments: [0, 8, 22]) func tooFew(limit: Int) {
        #expect(throws: TooFewDescriptors(limit: limit, needed: 23)) {
            try DescriptorBudget(limit: limit, open: 8, cores: 2, sockets: 1)
        }
        #expect(
            TooFewDescriptors(limit: 20, needed: 23).description
                == "the limit of open files is 20, and 23 are needed; raise it (LimitNOFILE= in the service unit)")
    }
}
