import Glibc

/// Looks up the addresses of a host on a thread of its own, because getaddrinfo(3) blocks, and so does libpq if it has to call it.
///
/// `completion` gets them, on that thread.
func lookUpAddresses(
    of name: String, then completion: @escaping @Sendable (Result<[String], ServerFailure>) -> Void
) {
    let isStarted = startThread { completion(addresses(of: name)) }
    if !isStarted {
        completion(.failure(ServerFailure(cause: .client, message: "there can be no thread to look up \(name)")))
    }
}

private func addresses(of name: String) -> Result<[String], ServerFailure> {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    hints.ai_family = AF_UNSPEC
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(name, nil, &hints, &list)
    guard code == 0 else {
        let reason = String(cString: gai_strerror(code))
        return .failure(ServerFailure(cause: .connection, message: "cannot look up the address of \(name): \(reason)"))
    }
    defer { freeaddrinfo(list) }
    var found: [String] = []
    var next = list
    while let entry = next {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        if getnameinfo(
            entry.pointee.ai_addr, entry.pointee.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0
        {
            found.append(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
        }
        next = entry.pointee.ai_next
    }
    return found.isEmpty
        ? .failure(ServerFailure(cause: .connection, message: "\(name) has no address")) : .success(found)
}
