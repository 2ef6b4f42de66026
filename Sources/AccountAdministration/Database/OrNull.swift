/// A value that is encoded as `null` where there is none, so that each row of JSON has the same keys.
@propertyWrapper
public struct OrNull<Value: Encodable & Equatable & Sendable>: Encodable, Equatable, Sendable {
    /// The value, if there is one.
    public var wrappedValue: Value?

    /// A value or none.
    public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    /// The value itself, or null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}
