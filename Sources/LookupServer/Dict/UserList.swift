import AccountStore
import Authentication
import DictProtocol
import TerminalText

/// The rest of a list of users that a client asked for. Each part is a read of its own, so a slow client never holds a lock on the
/// database.
struct UserList {
    /// The most rows of a part.
    private static let rowsAPart = 512

    /// What the names must begin with.
    private let namePrefix: ArraySlice<UInt8>
    private var rowsLeft: UInt64
    private var last = Int64.min
    /// The settings and the database that the parts so far came from.
    private var source: [Int]?

    /// Why a list is not served.
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

    /// The list of the names that begin with `namePrefix`, `maxRows` at most; 0 for all.
    init(namePrefix: ArraySlice<UInt8>, maxRows: UInt64) {
        self.namePrefix = namePrefix
        rowsLeft = maxRows == 0 ? .max : maxRows
    }

    /// Reads the next part.
    func nextPart(from worker: LookupWorker, then completion: @escaping (LookupAnswer) -> Void) {
        let (database, settingsNumber) = (worker.directory.store.name, worker.settingsNumber)
        worker.directory.users(after: last, limit: Self.rowsAPart) { result in
            switch result {
            case .failure(let failure): completion(.failure(failure))
            case .success(let page):
                let source = [settingsNumber, page.source]
                guard self.source == nil || self.source == source else {
                    let replaced = StoreError(.other, database: database, problem: "was replaced while it was listed")
                    return completion(.failure(.store(replaced)))
                }
                completion(part(of: page, from: source))
            }
        }
    }

    private func part(of page: UserPage, from source: [Int]) -> LookupAnswer {
        var rest = self
        rest.source = source
        var bytes: [UInt8] = []
        for name in page.names where rest.rowsLeft > 0 && name.description.utf8.starts(with: namePrefix) {
            DictReply.appendKey(prefix: DictName.userdb.prefix, name: name.description, to: &bytes)
            rest.rowsLeft -= 1
        }
        guard let last = page.last, rest.rowsLeft > 0 else { return .reply(bytes + DictReply.iterationEnd, .found) }
        rest.last = last
        return .part(bytes, rest: DictQuestion.list(rest))
    }
}
