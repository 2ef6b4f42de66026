import Authentication
import DictProtocol
import TerminalText

/// A list of users on its way to a client, in parts.
///
/// Each part is a read of its own, so that a slow client never holds a lock on the database.
struct Listing {
    /// How many rows a part is made of at most.
    private static let rowsAPart = 512

    private let path: [UInt8]
    /// What the names must begin with.
    private let namePrefix: ArraySlice<UInt8>
    private let isExact: Bool
    private var rowsLeft: UInt64
    private var last = Int64.min
    /// The database that the parts so far came from.
    private var source: [Int]?
    /// The attempts at the next part, once one has met a lock.
    private(set) var retry: Retry?

    /// Why a list that was asked for can't be had.
    enum Refusal: Error, Equatable, CustomStringConvertible {
        case notListed
        case sorted
        case otherPath([UInt8])

        var description: String {
            switch self {
            case .notListed: "only userdb can be listed"
            case .sorted: "lists are not sorted here"
            case .otherPath(let path):
                "there is nothing to list at \"\(printable(path))\": keys begin with \(printable(DictName.userdb.prefix))"
            }
        }
    }

    /// The list that an ITERATE asks for.
    init(_ dict: DictName, flags: DictCommand.IterateFlags, maxRows: UInt64, path: [UInt8]) throws(Refusal) {
        guard dict == .userdb else { throw .notListed }
        guard flags.isDisjoint(with: [.sortByKey, .sortByValue]) else { throw .sorted }
        guard let namePrefix = dict.user(inKey: path) else { throw .otherPath(path) }
        self.path = path
        self.namePrefix = namePrefix
        isExact = flags.contains(.exactKey)
        rowsLeft = maxRows == 0 ? .max : maxRows
    }

    /// The same list, with what is left of the time to wait for a lock.
    func retrying(_ retry: Retry) -> Listing {
        var listing = self
        listing.retry = retry
        return listing
    }

    /// The bytes of the next part, and what remains after it; nil if that was the last.
    func nextPart(from worker: LookupWorker) throws(TemporaryFailure) -> (rest: Listing?, bytes: [UInt8]) {
        let page = try worker.users(after: last, limit: Self.rowsAPart)
        let source = [worker.reloads, page.source]
        guard self.source == nil || self.source == source else { throw .store(worker.replaced) }
        var rest = self
        rest.source = source
        rest.retry = nil
        var bytes: [UInt8] = []
        for name in page.names where rest.rowsLeft > 0 && matches(name.description) {
            DictReply.appendKey(prefix: DictName.userdb.prefix, name: name.description, to: &bytes)
            rest.rowsLeft -= 1
        }
        guard let last = page.last, rest.rowsLeft > 0 else { return (nil, bytes + DictReply.iterationEnd) }
        rest.last = last
        return (rest, bytes)
    }

    private func matches(_ name: String) -> Bool {
        isExact ? name.utf8.elementsEqual(namePrefix) : name.utf8.starts(with: namePrefix)
    }
}
