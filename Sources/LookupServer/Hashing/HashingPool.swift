import Settings
import Synchronization

/// Computes hashes apart from the event loops, no more at a time than ``HashingQueue/Bounds`` allow.
final class HashingPool: Sendable {
    typealias Work = @Sendable () -> Void
    typealias Queue = HashingQueue<Work>

    private let queue: Mutex<Queue>
    private let threads: any HashingThreads

    /// A pool over `threads`, with the memory that `settings` allow one hash for all hashes under way.
    init(_ threads: any HashingThreads, settings: Settings) {
        self.threads = threads
        queue = Mutex(Queue(Self.bounds(threads, settings)))
    }

    /// The most passwords that wait. At 64 KiB, the longest line, they take 32 MiB.
    private static let mostWaiting = 512

    private static func bounds(_ threads: any HashingThreads, _ settings: Settings) -> Queue.Bounds {
        Queue.Bounds(running: threads.count, memory: settings.limits.memory, waiting: mostWaiting)
    }

    /// Goes on with the bounds of other settings.
    func apply(_ settings: Settings) { change { $0.bounds = Self.bounds(threads, settings) } }

    /// Does `work`, which takes `memory` bytes, on a thread when its turn has come. Nil if too many wait: then it is never done.
    func submit(memory: Int, _ work: @escaping Work) -> Queue.Place? { change { $0.add(work, memory: memory) } }

    /// Gives up work that waits; false if it has begun.
    func cancel(_ place: Queue.Place) -> Bool { change { $0.remove(place) != nil } }

    private func change<Result>(_ change: (inout Queue) -> Result) -> Result {
        let (result, startable) = queue.withLock { queue in (change(&queue), queue.takeStartable()) }
        for entry in startable {
            threads.run {
                entry.job()
                self.change { $0.finish(entry) }
            }
        }
        return result
    }
}

/// Threads that compute hashes.
protocol HashingThreads: Sendable {
    /// How many there are.
    var count: Int { get }
    /// Does `work` on one of them.
    func run(_ work: @escaping HashingPool.Work)
}
