import NIOCore
import Settings

/// The workers of all event loops. Each stays on its own.
struct WorkerPool: Sendable {
    private let workers: [NIOLoopBound<LookupWorker>]
    private let hashing: HashingPool

    /// Makes a worker on each event loop of `group`. `hashing` compares the passwords for all of them.
    init(
        on group: some EventLoopGroup, settings: Settings, makeStore: @escaping StoreFactory, log: LookupLog,
        hashing: HashingPool
    ) async throws {
        self.hashing = hashing
        var workers: [NIOLoopBound<LookupWorker>] = []
        for loop in group.makeIterator() {
            workers.append(
                try await loop.submit {
                    let worker = LookupWorker(
                        settings: settings, context: StoreContext(loop: loop, logger: log.logger),
                        makeStore: makeStore, log: log, hasher: LoginHasher(pool: hashing, loop: loop))
                    return NIOLoopBound(worker, eventLoop: loop)
                }.get())
        }
        self.workers = workers
    }

    /// The worker of `loop`, on which this is called; nil if the loop is not one of the group.
    func worker(of loop: any EventLoop) -> LookupWorker? {
        workers.first { $0.eventLoop === loop }?.value
    }

    /// Gives all workers other settings.
    func apply(_ settings: Settings) async throws {
        hashing.apply(settings)
        for worker in workers {
            try await worker.eventLoop.submit { worker.value.apply(settings) }.get()
        }
    }

    /// What all event loops have done since the start.
    func counters() async throws -> Counters {
        var sum = Counters()
        for worker in workers { sum.add(try await worker.eventLoop.submit { worker.value.counters }.get()) }
        return sum
    }
}
