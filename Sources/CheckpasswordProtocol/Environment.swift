import Glibc

/// The variables of a process: names and values as bytes, in their order.
package struct Environment: Equatable, Sendable {
    /// Each variable as `name=value`.
    package private(set) var strings: [[UInt8]] = []

    package init() {}

    package static func current() -> Environment {
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
    package subscript(name: String) -> String? {
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
    package mutating func set(_ name: String, to value: UnsafeRawBufferPointer) {
        removeAll(prefix: "\(name)=")
        var string: [UInt8] = []
        // No reallocation, which would leave a part of a secret behind.
        string.reserveCapacity(name.utf8.count + 1 + value.count)
        string += "\(name)=".utf8
        string += value
        strings.append(string)
    }

    package mutating func removeAll(prefix: String) {
        strings.removeAll { $0.starts(with: prefix.utf8) }
    }
}
