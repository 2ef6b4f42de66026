import NIOCore

/// The replies of a connection, in the order of their questions, whatever the order of the answers.
struct ReplyQueue {
    /// The place of a reply.
    struct Place: Equatable {
        fileprivate let number: Int
    }

    /// The reply, or its beginning, in a place behind one that is not complete.
    private struct Reply {
        var bytes: [UInt8] = []
        var isComplete = false
    }

    /// Bytes whose turn has come.
    private var ready = ByteBuffer()
    /// The number of the first open place, and of the next one to reserve.
    private var (first, next) = (0, 0)
    /// The replies that wait for their turn, by the numbers of their places.
    private var waiting: [Int: Reply] = [:]

    /// How many replies are not complete or stand behind one that is not.
    var openCount: Int { next - first }

    /// Whether there are bytes to send.
    var isReady: Bool { ready.readableBytes > 0 }

    /// Reserves the place behind all others.
    mutating func reserve() -> Place {
        defer { next += 1 }
        return Place(number: next)
    }

    /// Whether the replies before `place` are complete.
    func isFirst(_ place: Place) -> Bool { place.number == first }

    /// Adds bytes to the reply in `place`, which stays open.
    mutating func add(_ bytes: [UInt8], to place: Place) {
        if isFirst(place) { ready.writeBytes(bytes) } else { waiting[place.number, default: Reply()].bytes += bytes }
    }

    /// Completes the reply in `place` with its last bytes.
    mutating func complete(_ place: Place, _ bytes: [UInt8]) {
        add(bytes, to: place)
        guard isFirst(place) else {
            waiting[place.number]?.isComplete = true
            return
        }
        first += 1
        // The first that is not complete has its turn: the bytes that it has so far.
        while !waiting.isEmpty, let reply = waiting.removeValue(forKey: first) {
            ready.writeBytes(reply.bytes)
            guard reply.isComplete else { return }
            first += 1
        }
    }

    /// Takes the bytes whose turn has come.
    mutating func takeReady() -> ByteBuffer {
        let taken = ready
        ready = ByteBuffer()
        return taken
    }
}
