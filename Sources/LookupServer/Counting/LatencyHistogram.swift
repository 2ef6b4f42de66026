/// How often each time was measured, in buckets that grow with the time: each is at most an eighth of its times wide.
///
/// The size is fixed, 4 KiB, and an addition is an increment.
struct LatencyHistogram: Equatable, Sendable {
    /// Buckets for each power of two.
    private static let parts = 8
    private static let partBits = 3

    private var counts = [UInt64](repeating: 0, count: 64 * parts)
    /// How many times were measured.
    private(set) var total: UInt64 = 0
    /// The longest time, in nanoseconds.
    private(set) var longest: UInt64 = 0

    /// Counts a time.
    mutating func add(nanoseconds: UInt64) {
        counts[Self.bucket(of: nanoseconds)] &+= 1
        total &+= 1
        longest = max(longest, nanoseconds)
    }

    /// Counts all that `other` counted.
    mutating func add(_ other: LatencyHistogram) {
        for (bucket, count) in other.counts.enumerated() { counts[bucket] &+= count }
        total &+= other.total
        longest = max(longest, other.longest)
    }

    /// The time, in nanoseconds, that `percent` (1 to 100) of those measured did not exceed, too large by an eighth at most;
    /// nil if none was measured.
    func quantile(percent: UInt64) -> UInt64? {
        guard total > 0 else { return nil }
        let (whole, rest) = total.quotientAndRemainder(dividingBy: 100)
        let rank = whole * percent + (rest * percent + 99) / 100
        var seen: UInt64 = 0
        for (bucket, count) in counts.enumerated() {
            seen &+= count
            if seen >= rank { return min(Self.last(of: bucket), longest) }
        }
        return longest
    }

    /// Small times have a bucket each; from 16 on the highest bit and the three behind it choose.
    private static func bucket(of nanoseconds: UInt64) -> Int {
        guard nanoseconds >= UInt64(parts) else { return Int(nanoseconds) }
        let shift = 63 - nanoseconds.leadingZeroBitCount - partBits
        return shift * parts + Int(nanoseconds >> UInt64(shift))
    }

    /// The longest time of a bucket.
    private static func last(of bucket: Int) -> UInt64 {
        guard bucket >= 2 * parts else { return UInt64(bucket) }
        let shift = UInt64(bucket / parts - 1)
        let first = UInt64(bucket % parts + parts) << shift
        return first + ((1 << shift) - 1)
    }
}
