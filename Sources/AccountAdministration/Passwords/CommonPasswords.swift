import Glibc
import SecretBytes

/// The words that attackers try first: a text file with one a line.
package struct CommonPasswords: Sendable {
    /// The list in Debian's package cracklib-runtime.
    package static let packagedFile = "/usr/share/dict/cracklib-small"

    /// The largest list that is read, in bytes.
    private static let largestFile = 1 << 24

    /// The contents of the file, in lower case.
    private let text: [UInt8]
    /// The words in `text`, in the order of their bytes.
    private let words: [Range<Int>]

    /// Reads `file`; nil if it cannot be read, for example because the package is not installed.
    package init?(file: String = packagedFile) {
        guard let stream = fopen(file, "re") else { return nil }
        defer { fclose(stream) }
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.largestFile) { room, count in
            count = fread(room.baseAddress, 1, room.count, stream)
        }
        guard ferror(stream) == 0 else { return nil }
        let text = bytes.map(lowerCase)
        self.text = text
        words = text.split(separator: UInt8(ascii: "\n")).map(\.indices).sorted {
            text[$0].lexicographicallyPrecedes(text[$1])
        }
    }

    /// Whether `password` is one of the words, in upper or lower case.
    package func contains(_ password: borrowing SecretBytes) -> Bool {
        password.withUnsafeBytes { password in
            let typed = password.lazy.map(lowerCase)
            var first = 0
            var last = words.count
            while first < last {
                let middle = (first + last) / 2
                if text[words[middle]].lexicographicallyPrecedes(typed) { first = middle + 1 } else { last = middle }
            }
            return first < words.count && text[words[first]].elementsEqual(typed)
        }
    }
}

/// The lower-case letter of an upper-case one of ASCII; else the byte itself.
func lowerCase(_ byte: UInt8) -> UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte }
