import Glibc

/// The variables of a process: names and values as bytes, in their order.
public struct Environment: Equatable, Sendable {
    /// Each variable as `name=value`.
    public private(set) var strings: [[UInt8]] = []

    /// An empty environment.
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

    /// The value of `name` as text. Setting it replaces every variable of that name; nil removes them.
    public subscript(name: String) -> String? {
        get {
            guard let string = strings.first(where: { $0.starts(with: "\(name)=".utf8) }) else { return nil }
            return String(decoding: string[(name.utf8.count + 1)...], as: UTF8.self)
        }
        set {
            removeAll(prefix: "\(name)=")
            if let newValue { strings.append(Array("\(name)=\(newValue)".utf8)) }
        }
    }

    /// Sets `name` to bytes that need not be text.
    public mutating func set(_ name: String, to value: UnsafeRawBufferPointer) {
        removeAll(prefix: "\(name)=")
        var string: [UInt8] = []
        // No reallocation, which would leave a part of a secret behind.
        string.reserveCapacity(name.utf8.count + 1 + value.count)
        string += "\(name)=".utf8
        string += value
        strings.append(string)
    }

    /// Removes the variables whose names begin with `prefix`.
    public mutating func removeAll(prefix: String) {
        strings.removeAll { $0.starts(with: prefix.utf8) }
    }
}
