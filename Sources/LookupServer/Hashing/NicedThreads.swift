import Glibc
import NIOPosix

/// A thread for each core, with less of the processors than the event loops when both have something to do.
struct NicedThreads: HashingThreads {
    let count: Int
    private let pool: NIOThreadPool

    /// The niceness of the threads (nice(2)). Half of what there is: a machine that is busy with other things computes hashes still.
    static let niceness: Int32 = 10

    /// Starts `count` threads.
    init(count: Int) {
        self.count = count
        pool = NIOThreadPool(numberOfThreads: count)
        pool.start()
    }

    func run(_ work: @escaping HashingPool.Work) {
        pool.submit { state in
            guard case .active = state else { return }
            // On Linux this is for the calling thread alone (setpriority(2), "C library/kernel differences"). Again each time, for the pool has
            // no place to do it once; it costs little beside a hash. If it is forbidden, the hash is computed all the same.
            _ = setpriority(Int32(PRIO_PROCESS.rawValue), 0, Self.niceness)
            work()
        }
    }

    /// Ends the threads when their hashes are computed.
    func shutDown() async throws { try await pool.shutdownGracefully() }
}
