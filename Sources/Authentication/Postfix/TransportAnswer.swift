import AccountStore

extension PostfixAnswer {
    /// The transport of `name`, an address or a domain: that of the row of Address, or else that of the row of Domain.
    ///
    /// A row of Transport that is off counts as absent. The `active` of the address and of the domain have no say: Postfix asks for the
    /// route of mail that it has accepted already.
    init(transportOf name: String, rows: RouteRows) {
        do throws(MailDataError) {
            for route in [rows.address, rows.domain].compactMap(\.self) {
                guard let value = try route.transport.value(for: name) else { continue }
                self = .found(value)
                return
            }
            self = .notFound
        } catch {
            self = .temporaryFailure(.mailData(error))
        }
    }
}

extension RouteRows.Reference<RouteRows.Transport> {
    /// The transport in the form of transport(5), `transport:nexthop`; nil if there is none.
    fileprivate func value(for name: String) throws(MailDataError) -> String? {
        switch self {
        case .null: return nil
        case .missing: throw .missingRow(of: name, "Transport")
        case .row(let transport):
            switch Policy.mail(transport.active, in: .Transport) {
            case .unknown: return nil
            case .temporaryFailure:
                throw .transport(transport.number, "Transport.active is not an integer; set it to 1 or 0")
            case .found: return try transport.name() + ":" + transport.nexthopAndPort()
            }
        }
    }
}

extension RouteRows.Transport {
    /// `tpTransport`, empty for NULL.
    fileprivate func name() throws(MailDataError) -> String {
        switch transport {
        case .null: return ""
        case .text(let name) where name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: ":") }):
            return name
        case .text, .integer, .other: throw .transport(number, "tpTransport is not the name of a transport; correct it")
        }
    }

    /// `tpNexthop`, empty for NULL, in brackets if `tpMx` is 0, with a colon and `tpPort` behind it.
    fileprivate func nexthopAndPort() throws(MailDataError) -> String {
        let port = try portSuffix()
        switch nexthop {
        case .null where port.isEmpty, .text("") where port.isEmpty: return ""
        // The text of the error transport has blanks.
        case .text(let host) where !host.isEmpty && host.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }):
            return try bracketed(host) + port
        case .null, .text(""): throw .transport(number, "it has a tpPort and no tpNexthop; set both or none")
        case .text, .integer, .other: throw .transport(number, "tpNexthop is not a host; correct it")
        }
    }

    private func portSuffix() throws(MailDataError) -> String {
        switch port {
        case .null: return ""
        case .integer(let port) where (1...65535).contains(port): return ":\(port)"
        case .text, .integer, .other: throw .transport(number, "tpPort is not a port from 1 to 65535; correct it")
        }
    }

    /// `host` without an MX look-up if `tpMx` is 0. A socket's path has none, and brackets are not doubled.
    private func bracketed(_ host: String) throws(MailDataError) -> String {
        switch mx {
        case .integer(0) where host.hasPrefix("unix:") || host.hasPrefix("["): host
        case .integer(0): "[\(host)]"
        case .integer: host
        case .null, .text, .other:
            throw .transport(number, "tpMx is not an integer; set it to 1, or to 0 for no MX look-up")
        }
    }
}
