/// The address `localpart`@`domain` as it stands in an answer to Postfix, with a localpart in quotes if it needs them; nil if the names
/// cannot be written so that Postfix reads one address.
///
/// The quotes follow RFC 5322 3.2.4, as Postfix's quote_822_local(3) makes them: a comma, a blank or a colon in a name never begins
/// another address, a command or a file. An `@` inside a localpart would be a route.
func quotedAddress(localpart: String, domain: String) -> String? {
    guard !localpart.isEmpty, isDomain(domain),
        localpart.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "@") })
    else { return nil }
    guard !isDotString(Array(localpart.utf8)) else { return localpart + "@" + domain }
    var quoted = "\""
    for character in localpart.unicodeScalars {
        if character == "\"" || character == "\\" { quoted += "\\" }
        quoted.unicodeScalars.append(character)
    }
    return quoted + "\"@" + domain
}

/// Whether `localpart` is a sequence of atoms with dots between them.
private func isDotString(_ bytes: [UInt8]) -> Bool {
    let dot = UInt8(ascii: ".")
    return !bytes.contains { " ()<>@,;:\\\"[]".utf8.contains($0) } && bytes.first != dot && bytes.last != dot
        && !zip(bytes, bytes.dropFirst()).contains { $0 == dot && $1 == dot }
}

/// Whether `domain` is a name or an address literal in brackets, without a character that ends it.
private func isDomain(_ domain: String) -> Bool {
    var name = domain.utf8[...]
    var forbidden = "()<>@,;\\\"[]:"
    if name.first == UInt8(ascii: "["), name.last == UInt8(ascii: "]"), name.count > 2 {
        name = name.dropFirst().dropLast()
        forbidden.removeLast()
    }
    return !name.isEmpty && name.allSatisfy { $0 > 0x20 && $0 != 0x7f && !forbidden.utf8.contains($0) }
}

/// Whether Postfix writes quotes around `localpart`, or may: around bytes beyond ASCII it does so only in some versions.
func mayNeedQuotes(_ localpart: [UInt8]) -> Bool {
    localpart.isEmpty || !isDotString(localpart) || !localpart.allSatisfy { 0x21...0x7e ~= $0 }
}

/// The two parts of `key`, whose localpart is in quotes; nil if the quotes are not balanced. The domain is nil if there is none.
func unquotedParts(of key: [UInt8]) -> (localpart: [UInt8], domain: [UInt8]?)? {
    var localpart: [UInt8] = []
    var isQuoted = false
    var index = 0
    while index < key.count {
        switch key[index] {
        case UInt8(ascii: "\""): isQuoted.toggle()
        case UInt8(ascii: "\\") where index + 1 < key.count:
            index += 1
            localpart.append(key[index])
        case UInt8(ascii: "@") where !isQuoted: return (localpart, Array(key[(index + 1)...]))
        default: localpart.append(key[index])
        }
        index += 1
    }
    return isQuoted ? nil : (localpart, nil)
}
