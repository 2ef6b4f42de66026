/// The look-ups that are counted apart: Dovecot's by dictionary, and Postfix's together.
enum LookupTable: Int, CaseIterable, Sendable {
    case userdb, passdb, deny, postfix
}

/// What a look-up came to.
enum LookupResult: Int, CaseIterable, Sendable {
    /// The account exists; in `deny`: its logins are blocked; for Postfix: the map has the key.
    case found
    /// There is no such account, or it gets no mail; in `deny`: its logins are not blocked; for Postfix: the map does not have the key.
    case unknown
    /// The account may not log in.
    case denied
    /// It cannot be told now.
    case temporaryFailure

    /// The result in words.
    var name: String { self == .temporaryFailure ? "temporary failure" : String(describing: self) }
}

/// What one event loop has done since the start. Each event loop counts for itself, without locks.
struct Counters: Equatable, Sendable {
    private static let resultCount = LookupResult.allCases.count

    private var lookups = [UInt64](repeating: 0, count: LookupTable.allCases.count * resultCount)
    /// How long look-ups took, from the command to the reply. Waiting for a lock is a part of it.
    private(set) var times = LatencyHistogram()
    /// Lists that were begun.
    private(set) var lists: UInt64 = 0
    /// Clients that connected.
    private(set) var connections: UInt64 = 0
    /// Clients that disconnected.
    private(set) var disconnections: UInt64 = 0

    /// How many look-ups in `table` came to `result`.
    func lookups(_ table: LookupTable, _ result: LookupResult) -> UInt64 { lookups[Self.index(table, result)] }

    /// Counts a look-up.
    mutating func countLookup(_ table: LookupTable, _ result: LookupResult, nanoseconds: UInt64) {
        lookups[Self.index(table, result)] &+= 1
        times.add(nanoseconds: nanoseconds)
    }

    /// Counts a list.
    mutating func countList() { lists &+= 1 }

    /// Counts a client that connected.
    mutating func countConnection() { connections &+= 1 }

    /// Counts a client that disconnected.
    mutating func countDisconnection() { disconnections &+= 1 }

    /// Counts all that `other` counted.
    mutating func add(_ other: Counters) {
        for (index, count) in other.lookups.enumerated() { lookups[index] &+= count }
        times.add(other.times)
        lists &+= other.lists
        connections &+= other.connections
        disconnections &+= other.disconnections
    }

    private static func index(_ table: LookupTable, _ result: LookupResult) -> Int {
        table.rawValue * resultCount + result.rawValue
    }
}
