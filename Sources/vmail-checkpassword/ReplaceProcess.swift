import CProcess
import CheckpasswordProtocol
import Glibc

/// Replaces this process with `program`, found as execvp(3) finds it, in `environment`. Returns the `errno` on failure.
func replaceProcess(with program: [[UInt8]], environment: Environment) -> Int32 {
    withCStrings(program) { arguments in
        withCStrings(environment.strings) { variables in
            guard let file = arguments.first ?? nil else { return EINVAL }
            process_execute(file, arguments, variables)
            return errno
        }
    }
}

/// Calls `body` with a nil-terminated list of C strings, and wipes them afterwards. A NUL inside a string ends it early.
private func withCStrings(_ strings: [[UInt8]], _ body: ([UnsafeMutablePointer<CChar>?]) -> Int32) -> Int32 {
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
