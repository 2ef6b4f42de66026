import Testing

@testable import LookupServer

@Suite struct DescriptorBudgetTests {
    @Test(
        arguments: [
            // Of 26, 10 are open at the start.
            (26, 10, 2, 1, 1, 3), (26, 10, 64, 1, 1, 3), (40, 10, 2, 1, 1, 17), (48, 10, 2, 1, 1, 25),
            (96, 10, 2, 1, 2, 65), (1024, 10, 2, 1, 2, 993),
            (1024, 10, 64, 1, 31, 761), (1024, 10, 64, 2, 31, 760), (1024, 10, 1, 1, 1, 1001), (24, 10, 2, 1, 1, 1),
        ])
    func loopsAndClients(limit: Int, open: Int, cores: Int, sockets: Int, loops: Int, clients: Int) throws {
        let budget = try DescriptorBudget(limit: limit, open: open, cores: cores, sockets: sockets)
        #expect(budget.eventLoops == loops)
        #expect(budget.clients == clients)
    }

    @Test(arguments: [0, 10, 23]) func tooFew(limit: Int) {
        #expect(throws: TooFewDescriptors(limit: limit, needed: 24)) {
            try DescriptorBudget(limit: limit, open: 10, cores: 2, sockets: 1)
        }
        #expect(
            TooFewDescriptors(limit: 20, needed: 23).description
                == "the limit of open files is 20, and 23 are needed; raise it (LimitNOFILE= in the service unit)")
    }
}
