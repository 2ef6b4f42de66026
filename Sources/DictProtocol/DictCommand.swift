/// A command of Dovecot's dict protocol (src/lib-dict/dict-client.h; majors 3 of Dovecot 2.3 and 4 of 2.4 differ in nothing that is
/// read here).
public enum DictCommand: Equatable, Sendable {
    /// `H<major> TAB <minor> TAB <value type> TAB <user> TAB <name>`: the first line, which has no reply.
    case hello(major: Int, name: [UInt8])
    /// `L<key>[TAB <user>]`.
    case lookup(key: [UInt8])
    /// `I<flags> TAB <max rows> TAB <path>[TAB <user>]`.
    case iterate(flags: IterateFlags, maxRows: UInt64, path: [UInt8])
    /// `C<id>` or `D<id>`: the end of a transaction, the only part of one that is replied to.
    case commit(id: UInt32, isAsync: Bool)
    /// `B`, `R`, `S`, `U`, `A` or `T`: a part of a transaction without a reply.
    case transactionStep

    /// What an iteration asks for beside its path (`enum dict_iterate_flags`, src/lib-dict/dict.h).
    public struct IterateFlags: OptionSet, Sendable {
        /// The bits, as they are sent.
        public let rawValue: UInt32
        /// Flags of these bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Also what lies deeper.
        public static let recurse = IterateFlags(rawValue: 1)
        /// In the order of keys.
        public static let sortByKey = IterateFlags(rawValue: 2)
        /// In the order of values.
        public static let sortByValue = IterateFlags(rawValue: 4)
        /// Without values.
        public static let noValue = IterateFlags(rawValue: 8)
        /// The one key that the path names.
        public static let exactKey = IterateFlags(rawValue: 16)
    }
}

/// Why a line is no command. The connection that it came on is of no use any more.
public enum DictCommandError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The line is longer than ``DictLineReader/longestLine``.
    case lineTooLong
    /// An unknown first letter, or none.
    case unknownCommand(UInt8?)
    /// A known command with parameters missing or not numbers where numbers belong.
    case malformed(Character)

    /// What is wrong, in one line.
    public var description: String {
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
    public init(line: ArraySlice<UInt8>) throws(DictCommandError) {
        guard let letter = line.first else { throw .unknownCommand(nil) }
        // Nearly all that comes.
        if letter == UInt8(ascii: "L") {
            self = .lookup(key: tabUnescaped(line.dropFirst().prefix { $0 != UInt8(ascii: "\t") }))
            return
        }
        let fields = line.dropFirst().split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        func malformed() -> DictCommandError { .malformed(Character(Unicode.Scalar(letter))) }
        switch letter {
        case UInt8(ascii: "H"):
            guard fields.count >= 5, let major = Int(ascii: fields[0]) else { throw malformed() }
            self = .hello(major: major, name: tabUnescaped(fields[4]))
        case UInt8(ascii: "I"):
            guard fields.count >= 3, let flags = UInt32(ascii: fields[0]), let maxRows = UInt64(ascii: fields[1]) else {
                throw malformed()
            }
            self = .iterate(flags: IterateFlags(rawValue: flags), maxRows: maxRows, path: tabUnescaped(fields[2]))
        case UInt8(ascii: "C"), UInt8(ascii: "D"):
            guard let id = UInt32(ascii: fields[0]) else { throw malformed() }
            self = .commit(id: id, isAsync: letter == UInt8(ascii: "D"))
        case UInt8(ascii: "B"), UInt8(ascii: "R"), UInt8(ascii: "S"), UInt8(ascii: "U"), UInt8(ascii: "A"),
            UInt8(ascii: "T"):
            self = .transactionStep
        default:
            throw .unknownCommand(letter)
        }
    }
}

extension FixedWidthInteger {
    /// A decimal number in ASCII digits and nothing else.
    fileprivate init?(ascii digits: ArraySlice<UInt8>) {
        guard !digits.isEmpty else { return nil }
        var number: Self = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, overflowed) = number.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tens.addingReportingOverflow(Self(digit - UInt8(ascii: "0")))
            guard !overflowed, !carried else { return nil }
            number = sum
        }
        self = number
    }
}
