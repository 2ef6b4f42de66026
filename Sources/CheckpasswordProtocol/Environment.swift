import Glibc

/// The variables of a process: names and values as bytes, in their order.
public struct Environment: Equatable, Sendable {
    private var variables: [(name: [UInt8], value: [UInt8])] = []

    /// No variables.
    public init() {}

    /// The variables of this process.
    public static func current() -> Environment {
        var environment = Environment()
        var next = environ
        while let variable = next.pointee {
            let bytes = UnsafeRawBufferPointer(start: variable, count: strlen(variable))
            if let equals = bytes.firstIndex(of: UInt8(ascii: "=")) {
                environment.variables.append((Array(bytes[..<equals]), Array(bytes[(equals + 1)...])))
            }
            next += 1
        }
        return environment
    }

    /// The value of `name` as text; setting nil removes the variable, and every other one of that name.
    public subscript(name: String) -> String? {
        get {
            variables.first { $0.name.elementsEqual(name.utf8) }.map { String(decoding: $0.value, as: UTF8.self) }
        }
        set {
            if let newValue {
                set(name, to: newValue.utf8)
            } else {
                removeAll { $0.elementsEqual(name.utf8) }
            }
        }
    }

    /// Sets `name` to bytes that need not be text.
    public mutating func set(_ name: String, to value: some Sequence<UInt8>) {
        removeAll { $0.elementsEqual(name.utf8) }
        variables.append((Array(name.utf8), Array(value)))
    }

    /// Removes the variables whose names `shouldRemove` picks.
    public mutating func removeAll(where shouldRemove: ([UInt8]) -> Bool) {
        variables.removeAll { shouldRemove($0.name) }
    }

    /// The names, in their order.
    public var names: [String] { variables.map { String(decoding: $0.name, as: UTF8.self) } }

    /// Two environments with the same variables in the same order are equal.
    public static func == (left: Environment, right: Environment) -> Bool {
        left.variables.elementsEqual(right.variables) { $0.name == $1.name && $0.value == $1.value }
    }

    /// The variables as `name=value`.
    var strings: [[UInt8]] { variables.map { $0.name + [UInt8(ascii: "=")] + $0.value } }
}
