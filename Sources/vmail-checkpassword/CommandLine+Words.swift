import Glibc

extension CommandLine {
    /// The words after the program's own name, byte for byte. In `arguments`, U+FFFD replaces bytes that are not UTF-8.
    static var words: [[UInt8]] {
        (1..<max(1, Int(argc))).compactMap { number in
            unsafeArgv[number].map { word in Array(UnsafeRawBufferPointer(start: word, count: strlen(word))) }
        }
    }
}
