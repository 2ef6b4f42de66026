import CheckpasswordProtocol
import Glibc

/// Replaces this process with `program`, found as execvp(3) finds it, in `environment`. Returns the `errno` on failure.
func replaceProcess(with program: [[UInt8]], environment: Environment) -> Int32 {
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
            let code = errno
            // The environment must not refer to the strings any more when they are freed.
            clearenv()
            return code
        }
    }
}

/// Calls `body` with a nil-terminated list of C strings, and wipes them afterwards. A NUL inside a string ends it early.
private func withCStrings<Result>(
    _ strings: [[UInt8]], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    let pointers = strings.map { string in
        let copy = UnsafeMutablePointer<CChar>.allocate(capacity: string.count + 1)
        UnsafeMutableRawPointer(copy).copyMemory(from: string, byteCount: string.count)
        copy[string.count] = 0
        return copy
    }
    defer {
        for (pointer, string) in zip(pointers, strings) {
            explicit_bzero(pointer, string.count)
            pointer.deallocate()
        }
    }
    return body(pointers + [nil])
}
