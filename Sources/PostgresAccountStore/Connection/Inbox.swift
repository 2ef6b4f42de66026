import CProcess
import Glibc
import Synchronization

/// What the event loops have for the thread of the servers, and the descriptor that wakes it.
final class Inbox: Sendable {
    private struct Contents {
        var requests: [Request] = []
        var addresses: [(lookup: Int, result: Result<[String], ServerFailure>)] = []
        var isClosed = false
        var isWoken = false
    }

    /// Readable when there is something; -1 if it could not be made (eventfd(2)).
    let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    private let contents = Mutex(Contents())

    deinit { close(descriptor) }

    /// Adds requests.
    func put(_ requests: [Request]) { put { $0.requests += requests } }

    /// Adds what came of looking up a host's addresses.
    func put(_ result: Result<[String], ServerFailure>, ofLookup lookup: Int) {
        put { $0.addresses.append((lookup, result)) }
    }

    /// Ends the thread.
    func end() { put { $0.isClosed = true } }

    private func put(_ change: (inout Contents) -> Void) {
        let wakes = contents.withLock { contents in
            change(&contents)
            defer { contents.isWoken = true }
            return !contents.isWoken
        }
        guard wakes else { return }
        var one: UInt64 = 1
        _ = write(descriptor, &one, MemoryLayout.size(ofValue: one))
    }

    /// Takes everything; nil when the thread is to end.
    func takeAll() -> (requests: [Request], addresses: [(lookup: Int, result: Result<[String], ServerFailure>)])? {
        contents.withLock { contents in
            if contents.isWoken {
                var count: UInt64 = 0
                _ = read(descriptor, &count, MemoryLayout.size(ofValue: count))
            }
            let taken = contents
            contents = Contents()
            contents.isClosed = taken.isClosed
            return taken.isClosed ? nil : (taken.requests, taken.addresses)
        }
    }
}
