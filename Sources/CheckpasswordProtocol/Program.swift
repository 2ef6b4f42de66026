import Glibc

/// Becomes `program`, found as execvp(3) finds it, with these variables. Returns the `errno` if it can't.
public func become(program: [[UInt8]], environment: Environment) -> Int32 {
    withCStrings(program) { arguments in
        withCStrings(environment.strings) { variables in
            clearenv()
            var next = variables
            while let variable = next.pointee {
                putenv(variable)
                next += 1
            }
            guard let file = arguments.pointee else { return EINVAL }
            execvp(file, arguments)
            return errno
        }
    }
}

/// Calls `body` with a list of C strings that ends with nil. A NUL inside a string ends it early.
func withCStrings<Result>(
    _ strings: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: strings.count + 1)
    for (index, string) in strings.enumerated() {
        let copy = UnsafeMutableRawPointer.allocate(byteCount: string.count + 1, alignment: 1)
        copy.copyMemory(from: string, byteCount: string.count)
        copy.storeBytes(of: 0, toByteOffset: string.count, as: UInt8.self)
        pointers[index] = copy.assumingMemoryBound(to: CChar.self)
    }
    pointers[strings.count] = nil
    defer {
        for index in strings.indices {
            if let pointer = pointers[index] { explicit_bzero(pointer, strings[index].count) }
            UnsafeMutableRawPointer(pointers[index])?.deallocate()
        }
        pointers.deallocate()
    }
    return body(pointers)
}
