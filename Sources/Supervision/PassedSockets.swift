import Glibc

/// The listening sockets that the service manager made and passed on: socket activation, sd_listen_fds_with_names(3).
public struct PassedSockets: Equatable, Sendable {
    /// The socket for Dovecot; nil if none was passed.
    public private(set) var dict: PassedSocket?
    /// The socket for Postfix; nil if none was passed.
    public private(set) var postfix: PassedSocket?

    /// The first descriptor that is passed, SD_LISTEN_FDS_START.
    public static let firstDescriptor: Int32 = 3

    /// The sockets that were passed to this process, the first of them as the descriptor `first`.
    public init(
        environment: (String) -> String?, first: Int32 = Self.firstDescriptor
    ) throws(PassedSocketError) {
        // Else this process inherited another one's variables.
        guard let process = environment("LISTEN_PID"), Int32(process) == getpid() else { return }
        guard let count = environment("LISTEN_FDS"), count != "0" else { return }
        let names = try Self.names(count: count, environment("LISTEN_FDNAMES"))
        for (descriptor, name) in zip(first..., names) {
            switch name {
            // systemd's name for a descriptor is that of its unit, unless the unit sets FileDescriptorName=.
            case "dict", "vmail-dictd.socket": try Self.set(&dict, to: descriptor, named: name)
            case "postfix": try Self.set(&postfix, to: descriptor, named: name)
            default: throw .unknownName(name)
            }
        }
    }

    private static func set(
        _ socket: inout PassedSocket?, to descriptor: Int32, named name: String
    ) throws(PassedSocketError) {
        guard socket == nil else { throw .second(name) }
        socket = try PassedSocket(descriptor: descriptor)
    }

    /// The names of `count` descriptors. Service managers that pass no names pass one descriptor, Dovecot's.
    private static func names(count: String, _ names: String?) throws(PassedSocketError) -> [String] {
        guard let names, !names.isEmpty else {
            guard count == "1" else { throw .unnamed(count) }
            return ["dict"]
        }
        let list = names.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard String(list.count) == count else { throw .count(count, names: names) }
        return list
    }
}

/// Why what the service manager passed cannot be served.
public enum PassedSocketError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not one descriptor, and no names; what LISTEN_FDS says.
    case unnamed(String)
    /// Another number of descriptors than of names; what LISTEN_FDS and LISTEN_FDNAMES say.
    case count(String, names: String)
    /// A name that does not tell what the socket is for.
    case unknownName(String)
    /// A second socket for the same use; its name.
    case second(String)
    /// The descriptor is not a unix stream socket that listens.
    case unsuitable(Int32)

    /// One line: what is wrong, and what to do.
    public var description: String {
        switch self {
        case .unnamed(let count):
            "the service manager passed \"\(count)\" sockets (LISTEN_FDS) without names, and one such is served; \(Self.advice)"
        case .count(let count, let names):
            "the service manager passed \"\(count)\" sockets (LISTEN_FDS) with the names \"\(names)\" (LISTEN_FDNAMES); "
                + "there must be a name for each"
        case .unknownName(let name):
            "the service manager passed a socket with the name \"\(name)\"; \(Self.advice)"
        case .second(let name):
            "the service manager passed two sockets for \(name), and one is served; "
                + "each socket unit must have one ListenStream="
        case .unsuitable(let descriptor):
            "descriptor \(descriptor), which the service manager passed, is not a unix stream socket that listens; "
                + "the socket unit must have ListenStream= with a path, and Accept=no"
        }
    }

    private static let advice =
        "set FileDescriptorName= in the socket unit to dict for Dovecot's socket, and to postfix for Postfix's"
}
