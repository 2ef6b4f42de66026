import Testing

@testable import LookupServer

@Suite struct LatencyHistogramTests {
    @Test(arguments: [0, 1, 7, 8, 15, 16, 17, 18, 1_000, 5_432, 999_999, 1 << 40, .max - 1, .max] as [UInt64])
    func aTimeAloneIsEveryQuantile(nanoseconds: UInt64) {
        var histogram = LatencyHistogram()
        histogram.add(nanoseconds: nanoseconds)
        for percent in [1, 50, 99, 100] as [UInt64] { #expect(histogram.quantile(percent: percent) == nanoseconds) }
        #expect(histogram.longest == nanoseconds)
    }

    @Test func noneIsNoTime() {
        #expect(LatencyHistogram().quantile(percent: 50) == nil)
    }

    /// At each power of two and beside it, with a longer time behind it so that the longest is not the answer.
    @Test func aQuantileIsTooLargeByAnEighthAtMost() throws {
        for bit in 0..<62 {
            for nanoseconds in [(1 << bit) - 1, 1 << bit, (1 << bit) + (1 << bit) / 3] as [UInt64] {
                var histogram = LatencyHistogram()
                histogram.add(nanoseconds: nanoseconds)
                histogram.add(nanoseconds: .max)
                let median = try #require(histogram.quantile(percent: 50))
                #expect(median >= nanoseconds && median - nanoseconds <= nanoseconds / 8, "\(nanoseconds)")
            }
        }
    }

    @Test func theRanks() {
        var histogram = LatencyHistogram()
        for nanoseconds in 0..<10 as Range<UInt64> { histogram.add(nanoseconds: nanoseconds) }
        // Of ten times, the fifth, the ninth and the tenth.
        #expect([50, 90, 99].map { histogram.quantile(percent: $0) } == [4, 8, 9])
    }

    @Test func theSumIsAsIfOneHadMeasuredAll() {
        var (one, other, all) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for nanoseconds in 0..<1_000 as Range<UInt64> {
            if nanoseconds % 3 == 0 {
                one.add(nanoseconds: nanoseconds * 7)
            } else {
                other.add(nanoseconds: nanoseconds * 7)
            }
            all.add(nanoseconds: nanoseconds * 7)
        }
        one.add(other)
        #expect(one == all)
        #expect(one.total == 1_000)
    }
}
