import NIOCore

/// When to ask a locked database again: soon at first, then less often, until a deadline.
struct Retry {
    private let deadline: NIODeadline
    private let delay: TimeAmount

    private static let longestDelay = TimeAmount.milliseconds(100)

    /// Attempts for `seconds` from `now` on.
    init(seconds: Int, now: NIODeadline) {
        deadline = now + .seconds(Int64(seconds))
        delay = .milliseconds(2)
    }

    private init(deadline: NIODeadline, delay: TimeAmount) {
        self.deadline = deadline
        self.delay = delay
    }

    /// The delay before the next attempt and the retry to use after it; nil once the deadline has passed.
    func next(now: NIODeadline) -> (delay: TimeAmount, retry: Retry)? {
        guard now < deadline else { return nil }
        let longer = TimeAmount.nanoseconds(min(delay.nanoseconds * 2, Self.longestDelay.nanoseconds))
        return (min(delay, deadline - now), Retry(deadline: deadline, delay: longer))
    }
}
