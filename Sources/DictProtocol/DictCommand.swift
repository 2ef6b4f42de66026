import TabEscape

/// A command of Dovecot's dict protocol (src/lib-dict/dict-client.h). The protocol's majors, 3 in Dovecot 2.3 and 4 in 2.4, do
/// not differ here.
package enum DictCommand: Equatable, Sendable {
    /// `H<major> TAB <minor> TAB <value type> TAB <user> TAB <name>`: the first line, which has no reply.
    case hello(major: Int, name: [UInt8])
    /// `L<key>[TAB <user>]`.
    case lookup(key: [UInt8])
    /// `I<flags> TAB <max rows> TAB <path>[TAB <user>]`.
    case iterate(flags: IterateFlags, maxRows: UInt64, path: [UInt8])
    /// `C<id>` or `D<id>`: the end of a transaction, the only part of one that has a reply.
    case commit(id: UInt32, isAsync: Bool)
    /// `B`, `R`, `S`, `U`, `A` or `T`: a part of a transaction without a reply.
    case transactionStep

    /// The flags of an iteration (`enum dict_iterate_flags`, src/lib-dict/dict.h).
    package struct IterateFlags: OptionSet, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Include the keys below those directly under the path.
        package static let recurse = IterateFlags(rawValue: 1)
        package static let sortByKey = IterateFlags(rawValue: 2)
        package static let sortByValue = IterateFlags(rawValue: 4)
        /// Leave the values out.
        package static let noValue = IterateFlags(rawValue: 8)
        /// Return only the key that the path names.
        package static let exactKey = IterateFlags(rawValue: 16)
    }
}

/// Why a line is no command. The connection must be closed: the client and the server no longer agree on where lines begin.
package enum DictCommandError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line is longer than ``DictLineReader/longestLine``.
    case lineTooLong
    /// An unknown first letter, or none.
    case unknownCommand(UInt8?)
    /// A known command whose parameters are missing, or are not the numbers that belong there.
    case malformed(Character)

    package var description: String {
        switch self {
        case .lineTooLong: "a line of more than \(DictLineReader.longestLine) bytes"
        case .unknownCommand(nil): "an empty line"
        case .unknownCommand(let letter?): "an unknown command (byte \(letter))"
        case .malformed(let letter): "a malformed command \(letter)"
        }
    }
}

extension DictCommand {
    /// Reads a line, without its LF.
    package init(line: ArraySlice<UInt8>) throws(DictCommandError) {
        guard let letter = line.first else { throw .unknownCommand(nil) }
        // First, because nearly every command is a look-up.
        if letter == UInt8(ascii: "L") {
            self = .lookup(key: TabEscape.unescape(line.dropFirst().prefix { $0 != UInt8(ascii: "\t") }))
            return
        }
        let fields = line.dropFirst().split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        func malformed() -> DictCommandError { .malformed(Character(Unicode.Scalar(letter))) }
        switch letter {
        case UInt8(ascii: "H"):
            guard fields.count >= 5, let major = Int(ascii: fields[0]) else { throw malformed() }
            self = .hello(major: major, name: TabEscape.unescape(fields[4]))
        case UInt8(ascii: "I"):
            guard fields.count >= 3, let flags = UInt32(ascii: fields[0]), let maxRows = UInt64(ascii: fields[1]) else {
                throw malformed()
            }
            self = .iterate(flags: IterateFlags(rawValue: flags), maxRows: maxRows, path: TabEscape.unescape(fields[2]))
        case UInt8(ascii: "C"), UInt8(ascii: "D"):
            guard let id = UInt32(ascii: fields[0]) else { throw malformed() }
            self = .commit(id: id, isAsync: letter == UInt8(ascii: "D"))
        case _ where "BRSUAT".utf8.contains(letter): self = .transactionStep
        default: throw .unknownCommand(letter)
        }
    }
}

extension FixedWidthInteger {
    /// A decimal number of ASCII digits and nothing else.
    fileprivate init?(ascii digits: ArraySlice<UInt8>) {
        // The standard library would take a sign as well.
        guard let first = digits.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return nil }
        self.init(String(decoding: digits, as: UTF8.self))
    }
}
