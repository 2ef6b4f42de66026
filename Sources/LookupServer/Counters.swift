import DictProtocol

/// What a look-up came to.
enum LookupResult: Int, CaseIterable, Sendable {
    /// The user is there; of the dictionary `deny`: the login is switched off.
    case found
    /// There is no such user, or it has no mail; of `deny`: the login is not switched off.
    case unknown
    /// The user may not log in.
    case denied
    /// It can't be told now.
    case temporaryFailure

    /// The result in words.
    var name: String { self == .temporaryFailure ? "temporary failure" : String(describing: self) }
}

/// What one event loop has done since the start. Each counts for itself, without locks; the sum is made when somebody asks.
struct Counters: Equatable, Sendable {
    private var lookups = [UInt64](repeating: 0, count: DictName.allCases.count * LookupResult.allCases.count)
    /// How long look-ups took, from the command to the reply; waiting for a lock is a part of it.
    private(set) var times = LatencyHistogram()
    /// Lists that were begun.
    private(set) var lists: UInt64 = 0
    /// Clients that came.
    private(set) var connections: UInt64 = 0
    /// Clients that went.
    private(set) var disconnections: UInt64 = 0

    /// How many look-ups in `dict` came to `result`.
    func lookups(_ dict: DictName, _ result: LookupResult) -> UInt64 { lookups[Self.index(dict, result)] }

    /// Counts a look-up.
    mutating func countLookup(_ dict: DictName, _ result: LookupResult, nanoseconds: UInt64) {
        lookups[Self.index(dict, result)] &+= 1
        times.add(nanoseconds: nanoseconds)
    }

    /// Counts a list.
    mutating func countList() { lists &+= 1 }

    /// Counts a client that came.
    mutating func countConnection() { connections &+= 1 }

    /// Counts a client that went.
    mutating func countDisconnection() { disconnections &+= 1 }

    /// Counts all that `other` counted.
    mutating func add(_ other: Counters) {
        for (index, count) in other.lookups.enumerated() { lookups[index] &+= count }
        times.add(other.times)
        lists &+= other.lists
        connections &+= other.connections
        disconnections &+= other.disconnections
    }

    private static func index(_ dict: DictName, _ result: LookupResult) -> Int {
        let row =
            switch dict {
            case .userdb: 0
            case .passdb: 1
            case .deny: 2
            }
        return row * LookupResult.allCases.count + result.rawValue
    }
}
