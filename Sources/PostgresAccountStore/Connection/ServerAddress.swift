import CPostgres
import Glibc

/// A server of the list: what libpq's URI, its service file and its environment say of it.
struct ServerAddress: Equatable, Sendable {
    /// A host's name or address, or the directory of a unix socket; nil for libpq's default.
    var host: String?
    /// The host's address; nil if it is to be looked up, or if there is none.
    var address: String?
    var port: String?

    /// The server in the words of the log.
    var description: String {
        let place = host ?? address ?? "at libpq's default socket"
        guard let port, !isSocket else { return place }
        return "\(place):\(port)"
    }

    /// Whether this is a unix socket.
    private var isSocket: Bool { host.map { $0.hasPrefix("/") || $0.hasPrefix("@") } ?? (address == nil) }

    /// The name that DNS or /etc/hosts must be asked for; nil if there is none.
    var unresolvedName: String? {
        guard let host, address == nil, !isSocket else { return nil }
        var bytes = in6_addr()
        let isNumber = [AF_INET, AF_INET6].contains { inet_pton($0, host, &bytes) == 1 }
        return isNumber ? nil : host
    }

    /// The server with the addresses that its name has.
    func resolved(to addresses: [String]) -> ServerAddress {
        // libpq takes as many hosts as addresses, and tries one after the other.
        var server = self
        server.host = addresses.map { _ in host ?? "" }.joined(separator: ",")
        server.address = addresses.joined(separator: ",")
        return server
    }

    /// The servers in libpq's lists of hosts, of addresses and of ports, in their order.
    static func list(hosts: String?, addresses: String?, ports: String?) -> [ServerAddress] {
        func parts(_ list: String?) -> [String?] {
            guard let list, !list.isEmpty else { return [] }
            return list.split(separator: ",", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
        }
        let (hosts, addresses, ports) = (parts(hosts), parts(addresses), parts(ports))
        return (0..<max(hosts.count, addresses.count, 1)).map { number in
            ServerAddress(
                host: hosts.indices.contains(number) ? hosts[number] : nil,
                address: addresses.indices.contains(number) ? addresses[number] : nil,
                // One port is for all hosts. What is empty must be named, or libpq takes the whole list of the URI.
                port: ports.isEmpty
                    ? nil : ports.count == 1 ? ports[0] : ports.indices.contains(number) ? ports[number] ?? "5432" : nil
            )
        }
    }
}
