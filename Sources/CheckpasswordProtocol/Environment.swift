import Glibc

/// The variables of a process: names and values as bytes, in their order.
public struct Environment: Equatable, Sendable {
    /// Each variable as `name=value`.
    private(set) var strings: [[UInt8]] = []

    /// No variables.
    public init() {}

    /// The variables of this process.
    public static func current() -> Environment {
        var environment = Environment()
        var next = environ
        while let variable = next.pointee {
            let bytes = UnsafeRawBufferPointer(start: variable, count: strlen(variable))
            if bytes.contains(UInt8(ascii: "=")) { environment.strings.append([UInt8](bytes)) }
            next += 1
        }
        return environment
    }

    /// The value of `name` as text; setting nil removes the variable, and every other one of that name.
    public subscript(name: String) -> String? {
        get {
            guard let string = strings.first(where: { Self.isNamed($0, name) }) else { return nil }
            return String(decoding: string[(name.utf8.count + 1)...], as: UTF8.self)
        }
        set {
            if let newValue {
                newValue.utf8Span.span.withUnsafeBytes { set(name, to: $0) }
            } else {
                strings.removeAll { Self.isNamed($0, name) }
            }
        }
    }

    /// Sets `name` to bytes that need not be text.
    public mutating func set(_ name: String, to value: UnsafeRawBufferPointer) {
        strings.removeAll { Self.isNamed($0, name) }
        var string: [UInt8] = []
        string.reserveCapacity(name.utf8.count + 1 + value.count)
        string += name.utf8
        string.append(UInt8(ascii: "="))
        string += value
        strings.append(string)
    }

    /// Removes the variables whose names begin with `prefix`.
    public mutating func removeAll(prefix: String) {
        strings.removeAll { Self.begins($0, prefix) }
    }

    private static func isNamed(_ string: [UInt8], _ name: String) -> Bool {
        let length = name.utf8.count
        return string.count > length && string[length] == UInt8(ascii: "=") && begins(string, name)
    }

    private static func begins(_ string: [UInt8], _ prefix: String) -> Bool {
        prefix.utf8Span.span.withUnsafeBytes { prefix in
            string.withUnsafeBytes { string in
                guard string.count >= prefix.count, let start = string.baseAddress, let wanted = prefix.baseAddress
                else { return false }
                return memcmp(start, wanted, prefix.count) == 0
            }
        }
    }
}
