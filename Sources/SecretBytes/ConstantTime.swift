/// Compares two runs of bytes in a time that depends on their lengths only, never on where they differ.
///
/// Runs of different lengths differ; the time of that answer shows that the lengths differ, and nothing else.
public func constantTimeEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in 0..<left.count {
        difference |= left[index] ^ right[index]
    }
    return difference == 0
}
