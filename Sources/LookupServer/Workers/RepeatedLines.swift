import Logging

/// Which lines of a log repeat: the first of each kind is to be logged, and those after it are counted.
struct RepeatedLines {
    private struct Kind {
        let level: Logger.Level
        var repetitions = 0
    }

    /// The most kinds that are told apart between two reports. A database with a million wrong rows is no reason for a million lines.
    static let mostKinds = 32

    private var kinds: [String: Kind] = [:]
    private var others = 0

    /// Counts a line; true if it is to be logged.
    mutating func isFirst(_ notice: Notice) -> Bool {
        if kinds[notice.kind] != nil {
            kinds[notice.kind]?.repetitions += 1
            return false
        }
        guard kinds.count < Self.mostKinds else {
            others += 1
            return false
        }
        kinds[notice.kind] = Kind(level: notice.level)
        return true
    }

    /// The lines that say how often each kind was repeated since the last report. A kind that was not is forgotten: its next line is
    /// the first again.
    mutating func takeReport() -> [(level: Logger.Level, text: String)] {
        kinds = kinds.filter { $0.value.repetitions > 0 }
        var lines = kinds.sorted { $0.key < $1.key }.map { kind in
            (level: kind.value.level, text: "\(kind.key) (repeats: \(kind.value.repetitions))")
        }
        for kind in kinds.keys { kinds[kind]?.repetitions = 0 }
        if others > 0 { lines.append((.warning, "\(others) lines of other kinds were not logged")) }
        others = 0
        return lines
    }
}
