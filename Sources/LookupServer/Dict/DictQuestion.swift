import Authentication
import DictProtocol
import SecretBytes
import TerminalText

/// What a client of a dictionary can ask, with the way of the answer: question, ``AccountDirectory``, verdict, reply.
enum DictQuestion: LookupQuestion {
    /// A LOOKUP of `user`.
    case lookup(DictName, user: ArraySlice<UInt8>)
    /// An ITERATE of userdb for the one key of `user`.
    case exactKey(user: ArraySlice<UInt8>)
    /// Any other ITERATE of userdb.
    case list(UserList)

    /// The question of an ITERATE.
    init(
        iterating dict: DictName, flags: DictCommand.IterateFlags, maxRows: UInt64, path: [UInt8]
    ) throws(UserList.Refusal) {
        guard dict == .userdb else { throw .notListed }
        guard flags.isDisjoint(with: [.sortByKey, .sortByValue]) else { throw .sorted }
        guard let user = dict.user(inKey: path) else { throw .otherPath(path) }
        self = flags.contains(.exactKey) ? .exactKey(user: user) : .list(UserList(namePrefix: user, maxRows: maxRows))
    }

    func ask(_ worker: LookupWorker, then completion: @escaping (LookupAnswer) -> Void) {
        switch self {
        case .lookup(.userdb, let user):
            worker.directory.userdb(user) { completion(Self.answer(to: $0, worker.dictFields.userdb)) }
        case .lookup(.passdb, let user):
            worker.directory.credentials(user) { entry in
                if case .denied(.states(let states)) = entry.verdict {
                    let line = "\(description): the login is denied: \(Denial.states(states))"
                    worker.log.report(Notice(level: .info, kind: line, text: line))
                }
                completion(Self.answer(to: entry, worker.dictFields.passdb))
            }
        case .lookup(.deny, let user):
            worker.directory.isLoginBlocked(user) { completion(Self.answer(isBlocked: $0)) }
        case .exactKey(let user):
            worker.directory.userdb(user) { completion(Self.answer(to: $0, exactKey: user)) }
        case .list(let list):
            list.nextPart(from: worker, then: completion)
        }
    }

    var kind: QuestionKind {
        switch self {
        case .lookup(.userdb, _), .exactKey: .lookup(.userdb)
        case .lookup(.passdb, _): .lookup(.passdb)
        case .lookup(.deny, _): .lookup(.deny)
        case .list: .list
        }
    }

    var description: String {
        switch self {
        case .lookup(let dict, let user): "\(dict) \(printable(user))"
        case .exactKey(let user): "userdb \(printable(user))"
        case .list: "userdb: the list of users ends early"
        }
    }

    func failureReply(_ reason: String) -> [UInt8] { DictReply.failure(reason) }

    private static func answer(to verdict: DeliveryVerdict, _ fields: AccountFields) -> LookupAnswer {
        switch verdict {
        case .found(let account):
            var value = JSONObject()
            fields.add(account, to: &value)
            value.add("user", account.name.description)
            return .reply(DictReply.found(value), .found)
        case .unknown: return .reply(DictReply.notFound, .unknown)
        case .temporaryFailure(let failure): return .failure(failure)
        }
    }

    private static func answer(
        to verdict: DeliveryVerdict, exactKey user: ArraySlice<UInt8>
    ) -> LookupAnswer {
        if case .temporaryFailure(let failure) = verdict { return .failure(failure) }
        // Dovecot wants the key that it named: another spelling of the name is another key.
        guard case .found(let account) = verdict, account.name.description.utf8.elementsEqual(user) else {
            return .reply(DictReply.iterationEnd, .unknown)
        }
        var line: [UInt8] = []
        DictReply.appendKey(prefix: DictName.userdb.prefix, name: account.name.description, to: &line)
        return .reply(line + DictReply.iterationEnd, .found)
    }

    /// A denied user gets a whole reply too, with `fail`: so Dovecot spends the same time on the password, and refuses.
    private static func answer(to entry: borrowing PassdbEntry, _ fields: AccountFields) -> LookupAnswer {
        var value = JSONObject()
        let result: LookupResult
        switch entry.verdict {
        case .allowed: result = .found
        case .denied:
            result = .denied
            value.add("fail", "y")
        case .unknown: return .reply(DictReply.notFound, .unknown)
        case .temporaryFailure(let failure): return .failure(failure)
        }
        if let name = entry.name { value.add("user", name.description) }
        switch entry.password {
        case .some(let password): password.withUnsafeBytes { value.add("password", $0) }
        case nil: break
        }
        if let account = entry.account { fields.add(account, to: &value) }
        return .reply(DictReply.found(value), result)
    }

    private static func answer(isBlocked: Result<Bool, TemporaryFailure>) -> LookupAnswer {
        switch isBlocked {
        case .success(true):
            var value = JSONObject()
            value.add("nopassword", "y")
            return .reply(DictReply.found(value), .found)
        case .success(false): return .reply(DictReply.notFound, .unknown)
        case .failure(let failure): return .failure(failure)
        }
    }
}
