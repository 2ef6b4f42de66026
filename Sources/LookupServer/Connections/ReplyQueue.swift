import NIOCore

/// The replies of a connection, in the order of their questions, whatever the order of the answers.
struct ReplyQueue {
    /// The place of a reply.
    struct Place: Equatable {
        fileprivate let number: Int
    }

    /// The reply in a place that others stand before, or that is not complete.
    private struct Reply {
        var bytes: [UInt8] = []
        var isComplete = false
    }

    /// Bytes whose turn has come.
    private var ready = ByteBuffer()
    private var open: [Reply] = []
    /// The number of the first open place.
    private var first = 0

    /// How many replies are not complete or stand behind one that is not.
    var openCount: Int { open.count }

    /// Whether there are bytes to send.
    var isReady: Bool { ready.readableBytes > 0 }

    /// Reserves the place behind all others.
    mutating func reserve() -> Place {
        open.append(Reply())
        return Place(number: first + open.count - 1)
    }

    /// Whether the replies before `place` are complete.
    func isFirst(_ place: Place) -> Bool { place.number == first }

    /// Adds bytes to the reply in `place`, which stays open.
    mutating func add(_ bytes: [UInt8], to place: Place) {
        if isFirst(place) { ready.writeBytes(bytes) } else { open[place.number - first].bytes += bytes }
    }

    /// Completes the reply in `place` with its last bytes.
    mutating func complete(_ place: Place, _ bytes: [UInt8]) {
        add(bytes, to: place)
        open[place.number - first].isComplete = true
        guard isFirst(place) else { return }
        repeat {
            let reply = open.removeFirst()
            ready.writeBytes(reply.bytes)
            first += 1
        } while open.first?.isComplete == true
        // What is next has its turn: the bytes that it has so far.
        if let next = open.first, !next.bytes.isEmpty {
            ready.writeBytes(next.bytes)
            open[0].bytes = []
        }
    }

    /// Takes the bytes whose turn has come.
    mutating func takeReady() -> ByteBuffer {
        let taken = ready
        ready = ByteBuffer()
        return taken
    }
}
