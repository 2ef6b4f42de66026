extension Counters {
    /// The lines for the log, `seconds` after the start: the connections and lists, each table, and the times.
    func lines(secondsSinceStart seconds: Int64) -> [String] {
        var lines = [
            "in \(seconds) s since the start: \(connections) connections, \(connections &- disconnections) of them now; "
                + "lists: \(lists)"
        ]
        for table in LookupTable.allCases {
            let results = LookupResult.allCases.map { "\(lookups(table, $0)) \($0.name)" }
            lines.append("look-ups in \(table): \(results.joined(separator: ", "))")
        }
        lines.append("time of a look-up: \(times.text)")
        lines.append("time of a verification: \(verificationTimes.text)")
        return lines
    }
}

extension LatencyHistogram {
    /// The quantiles and the longest time.
    fileprivate var text: String {
        let quantiles = ([50, 90, 99] as [UInt64]).compactMap { percent in
            quantile(percent: percent).map { "p\(percent) \(microseconds($0))" }
        }
        let longest = quantiles.isEmpty ? "none yet" : "max \(microseconds(longest))"
        return (quantiles + [longest]).joined(separator: ", ")
    }
}

/// A time in microseconds, to a tenth.
func microseconds(_ nanoseconds: UInt64) -> String {
    "\(nanoseconds / 1_000).\(nanoseconds % 1_000 / 100) µs"
}
