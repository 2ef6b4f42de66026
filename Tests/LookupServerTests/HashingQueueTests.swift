import Testing

@testable import LookupServer

@Suite struct HashingQueueTests {
    static func queue(running: Int = 2, memory: Int = 100, waiting: Int = 100) -> HashingQueue<String> {
        HashingQueue(.init(running: running, memory: memory, waiting: waiting))
    }

    @Test func jobsBeginInTheirOrder() {
        var queue = Self.queue()
        for job in ["a", "b", "c"] { #expect(queue.add(job, memory: 0) != nil) }
        let begun = queue.takeStartable()
        #expect(begun.map(\.job) == ["a", "b"])
        #expect(queue.takeStartable().isEmpty)
        queue.finish(begun[1])
        #expect(queue.takeStartable().map(\.job) == ["c"])
        #expect(queue.running == 2)
        #expect(queue.waitingCount == 0)
    }

    @Test func memoryIsBounded() {
        var queue = Self.queue(running: 8)
        for (job, memory) in [("a", 60), ("b", 40), ("c", 50), ("d", 1)] { _ = queue.add(job, memory: memory) }
        let begun = queue.takeStartable()
        #expect(begun.map(\.job) == ["a", "b"])
        #expect(queue.memory == 100)
        queue.finish(begun[1])
        // It waits for c, although there is memory for d: else c could wait for ever.
        #expect(queue.takeStartable().isEmpty)
        queue.finish(begun[0])
        #expect(queue.takeStartable().map(\.job) == ["c", "d"])
        #expect(queue.memory == 51)
    }

    @Test func whatTakesMoreThanAllMemoryIsAlone() {
        var queue = Self.queue()
        for (job, memory) in [("a", 1), ("b", 101), ("c", .max)] { _ = queue.add(job, memory: memory) }
        for job in ["a", "b", "c"] {
            let begun = queue.takeStartable()
            #expect(begun.map(\.job) == [job])
            for entry in begun { queue.finish(entry) }
        }
    }

    @Test func aFullQueueTakesNoMore() {
        var queue = Self.queue(running: 1, waiting: 2)
        _ = queue.add("a", memory: 0)
        let begun = queue.takeStartable()
        #expect(queue.add("b", memory: 0) != nil)
        #expect(queue.add("c", memory: 0) != nil)
        #expect(queue.add("d", memory: 0) == nil)
        for entry in begun { queue.finish(entry) }
        #expect(queue.takeStartable().map(\.job) == ["b"])
        #expect(queue.add("d", memory: 0) != nil)
    }

    @Test func whatIsRemovedNeverBegins() throws {
        var queue = Self.queue(running: 1)
        let places = ["a", "b", "c"].compactMap { queue.add($0, memory: 0) }
        let begun = queue.takeStartable()
        #expect(queue.remove(places[0]) == nil)
        #expect(queue.remove(places[1]) == "b")
        #expect(queue.remove(places[1]) == nil)
        for entry in begun { queue.finish(entry) }
        #expect(queue.takeStartable().map(\.job) == ["c"])
    }

    @Test func theBoundsMayChange() {
        var queue = Self.queue(running: 1, memory: 10)
        for _ in 1...3 { _ = queue.add("a", memory: 10) }
        #expect(queue.takeStartable().count == 1)
        queue.bounds = .init(running: 3, memory: 20, waiting: 1)
        #expect(queue.takeStartable().count == 1)
        #expect(queue.add("b", memory: 0) == nil)
    }
}
