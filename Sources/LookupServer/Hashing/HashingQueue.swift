/// Which hashes may be computed now and which wait: in the order in which they came, within bounds. It computes nothing itself.
struct HashingQueue<Job: Sendable> {
    /// What all hashes together may take.
    struct Bounds: Equatable {
        /// The most hashes under way.
        var running: Int
        /// The most bytes of memory of all that are under way. One alone may take more.
        var memory: Int
        /// The most that wait.
        var waiting: Int
    }

    /// A job with the memory that it takes, in bytes.
    struct Entry: Sendable {
        let job: Job
        let memory: Int
    }

    /// The place of a job that waits.
    struct Place: Equatable, Sendable {
        fileprivate let number: UInt64
    }

    var bounds: Bounds
    /// The jobs under way, and their memory in bytes.
    private(set) var (running, memory) = (0, 0)
    private var waiting: [UInt64: Entry] = [:]
    /// The number of the first job that may wait, and of the next one to add.
    private var (first, next): (UInt64, UInt64) = (0, 0)

    init(_ bounds: Bounds) { self.bounds = bounds }

    /// How many jobs wait.
    var waitingCount: Int { waiting.count }

    /// Adds a job behind all others; nil if too many wait.
    mutating func add(_ job: Job, memory: Int) -> Place? {
        guard waiting.count < bounds.waiting else { return nil }
        defer { next += 1 }
        waiting[next] = Entry(job: job, memory: memory)
        return Place(number: next)
    }

    /// Removes a job that waits; nil if it was taken.
    mutating func remove(_ place: Place) -> Job? { waiting.removeValue(forKey: place.number)?.job }

    /// Takes the jobs that may begin now. One that needs much memory holds up those behind it, else it would wait for ever.
    mutating func takeStartable() -> [Entry] {
        var startable: [Entry] = []
        while running < bounds.running, first < next {
            guard let entry = waiting[first] else {
                first += 1
                continue
            }
            guard running == 0 || entry.memory <= bounds.memory - memory else { break }
            waiting[first] = nil
            first += 1
            running += 1
            memory += entry.memory
            startable.append(entry)
        }
        return startable
    }

    /// Notes the end of a job that was taken.
    mutating func finish(_ entry: Entry) {
        running -= 1
        memory -= entry.memory
    }
}
