import NIOCore

/// When to ask again for what somebody else has locked: soon at first, then less often, and not after a deadline.
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

    /// How long to wait, and what to do if that was in vain; nil if it is too late.
    func next(now: NIODeadline) -> (delay: TimeAmount, retry: Retry)? {
        guard now < deadline else { return nil }
        let longer = TimeAmount.nanoseconds(min(delay.nanoseconds * 2, Self.longestDelay.nanoseconds))
        return (min(delay, deadline - now), Retry(deadline: deadline, delay: longer))
    }
}
