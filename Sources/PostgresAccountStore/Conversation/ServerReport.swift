/// A change in the connection to the database servers, for the log: a line for each.
package enum ServerReport: Equatable, Sendable, CustomStringConvertible {
    /// The server is connected. `passedOver` are the servers that were tried before, with the reasons.
    case connected(String, passedOver: [String])
    /// The connection to the server was lost.
    case lost(String, reason: String)
    /// No server of the list can be connected.
    case unreachable([String])

    /// Whether look-ups fail.
    package var isFailure: Bool { if case .unreachable = self { true } else { false } }

    /// One line.
    package var description: String {
        switch self {
        case .connected(let server, let passedOver):
            "connected to the database server \(server)"
                + (passedOver.isEmpty ? "" : "; not to \(passedOver.joined(separator: "; "))")
        case .lost(let server, let reason): "the connection to the database server \(server) is lost: \(reason)"
        case .unreachable(let reasons):
            "no database server can be asked: \(reasons.joined(separator: "; ")); look-ups fail until one can"
        }
    }
}
