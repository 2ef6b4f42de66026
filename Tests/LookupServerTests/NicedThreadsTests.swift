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
}
