import NIOCore

/// The connections of one event loop that have used their turn and wait for the next.
///
/// One of them goes on each time that the event loop has looked at its sockets, so clients with a single question are not kept waiting.
/// (A task without delay would run before that: NIO empties its task queue first.)
final class TurnQueue {
    /// Longer than NIO takes from one task to the next.
    private static let pause = TimeAmount.microseconds(25)

    private var waiting = CircularBuffer<() -> Void>()

    /// Calls `work` when its turn has come.
    func wait(on loop: any EventLoop, _ work: @escaping () -> Void) {
        waiting.append(work)
        if waiting.count == 1 { schedule(on: loop) }
    }

    private func schedule(on loop: any EventLoop) {
        loop.assumeIsolated().scheduleTask(in: Self.pause) {
            guard let work = self.waiting.first else { return }
            work()
            self.waiting.removeFirst()
            if !self.waiting.isEmpty { self.schedule(on: loop) }
        }
    }
}
