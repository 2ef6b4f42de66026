import Glibc
import NIOPosix

/// Threads with less of the processors than the event loops when both have something to do.
struct NicedThreads: HashingThreads {
    let count: Int
    private let pool: NIOThreadPool

    /// The niceness of the threads (nice(2)). Half of what there is: a machine that is busy with other things computes hashes still.
    static let niceness: Int32 = 10

    /// How many threads there should be: one for each core.
    ///
    /// Only one if the address space of this process is limited, or if the kernel grants no more memory than there is
    /// (vm.overcommit_memory = 2): libsodium takes an allocation that fails for a wrong password, and whether one failed can be told
    /// only while no other hash takes memory.
    static func count(cores: Int, addressSpaceLimit: rlim_t, overcommit: UInt8?) -> Int {
        addressSpaceLimit == rlim_t.max && overcommit != UInt8(ascii: "2") ? cores : 1
    }

    /// The threads of this process.
    static func ofThisProcess(cores: Int) -> NicedThreads {
        var limit = rlimit(rlim_cur: rlim_t.max, rlim_max: rlim_t.max)
        getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        var overcommit: UInt8?
        if let file = fopen("/proc/sys/vm/overcommit_memory", "re") {
            overcommit = UInt8(exactly: fgetc(file))
            fclose(file)
        }
        return NicedThreads(count: count(cores: cores, addressSpaceLimit: limit.rlim_cur, overcommit: overcommit))
    }

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
