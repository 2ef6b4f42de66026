import Synchronization

@testable import LookupServer

/// Threads that are none: the work is done at once, or while `isHeld` when a test says so.
final class HeldThreads: HashingThreads {
    private struct State {
        var isHeld = false
        var held: [HashingPool.Work] = []
        var begun = 0
    }

    let count: Int
    private let state = Mutex(State())

    init(count: Int = 2) { self.count = count }

    var isHeld: Bool {
        get { state.withLock { $0.isHeld } }
        set { state.withLock { $0.isHeld = newValue } }
    }

    /// How much work is held.
    var heldCount: Int { state.withLock { $0.held.count } }
    /// How much work was handed over.
    var begun: Int { state.withLock { $0.begun } }

    func run(_ work: @escaping HashingPool.Work) {
        let isHeld = state.withLock { state in
            state.begun += 1
            if state.isHeld { state.held.append(work) }
            return state.isHeld
        }
        if !isHeld { work() }
    }

    /// Does the work that is held longest, or the one at `index`.
    func finish(at index: Int = 0) { state.withLock { $0.held.remove(at: index) }() }
}
