import Glibc
import Testing

@testable import LookupServer

@Suite struct NicedThreadsTests {
    /// The work is done on another thread, with less of the processors than the one of its caller.
    @Test func theWorkIsNiced() async throws {
        let threads = NicedThreads(count: 1)
        let niceness: Int32 = await withCheckedContinuation { continuation in
            threads.run { continuation.resume(returning: getpriority(Int32(PRIO_PROCESS.rawValue), 0)) }
        }
        #expect(niceness == NicedThreads.niceness)
        #expect(getpriority(Int32(PRIO_PROCESS.rawValue), id_t(getpid())) < NicedThreads.niceness)
        try await threads.shutDown()
    }

    /// Where memory can be refused, one hash at a time: else a right password could be taken for a wrong one.
    @Test(
        arguments: [
            (rlim_t.max, UInt8(ascii: "0"), 4), (rlim_t.max, UInt8(ascii: "1"), 4), (rlim_t.max, nil, 4),
            (1 << 30, UInt8(ascii: "0"), 1), (rlim_t.max, UInt8(ascii: "2"), 1),
        ] as [(rlim_t, UInt8?, Int)])
    func oneThreadWhereMemoryIsLimited(limit: rlim_t, overcommit: UInt8?, count: Int) {
        #expect(NicedThreads.count(cores: 4, addressSpaceLimit: limit, overcommit: overcommit) == count)
    }
}
