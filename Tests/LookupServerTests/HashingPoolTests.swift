import Settings
import Testing

@testable import LookupServer

@Suite struct HashingPoolTests {
    /// All hashes together take no more memory than the settings allow one.
    @Test func theMemoryIsASetting() throws {
        let threads = HeldThreads(count: 8)
        threads.isHeld = true
        var settings = Settings()
        settings.limits.scryptMemory = 64 << 20
        settings.limits.argon2Memory = 32 << 20
        let pool = HashingPool(threads, settings: settings)
        for _ in 1...5 { #expect(pool.submit(memory: 32 << 20) {} != nil) }
        #expect(threads.begun == 2)
        settings.limits.argon2Memory = 128 << 20
        pool.apply(settings)
        #expect(threads.begun == 4)
        threads.finish()
        #expect(threads.begun == 5)
    }

    @Test func workThatWaitsCanBeGivenUp() throws {
        let threads = HeldThreads(count: 1)
        threads.isHeld = true
        let pool = HashingPool(threads, settings: Settings())
        let first = try #require(pool.submit(memory: 0) {})
        let second = try #require(pool.submit(memory: 0) { Issue.record("it was given up") })
        #expect(!pool.cancel(first))
        #expect(pool.cancel(second))
        #expect(!pool.cancel(second))
        threads.finish()
        #expect(threads.heldCount == 0)
    }
}
