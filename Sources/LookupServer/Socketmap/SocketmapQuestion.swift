import AccountStore
import Authentication
import SocketmapProtocol
import TerminalText

/// What Postfix can ask, with the way of the answer: question, ``AccountDirectory``, answer, reply.
struct SocketmapQuestion: LookupQuestion {
    let map: PostfixMap
    let key: [UInt8]

    func ask(_ worker: LookupWorker, then completion: @escaping (LookupAnswer) -> Void) {
        worker.directory.postfix(map, key) { answer in
            completion(Self.answer(to: answer, database: worker.directory.store.name))
        }
    }

    var kind: QuestionKind { .lookup(.postfix) }

    var description: String { "\(map.rawValue) \(printable(key))" }

    func failureReply(_ reason: String) -> [UInt8] { SocketmapReply.temporaryFailure(reason) }

    static func answer(to answer: PostfixAnswer, database: String) -> LookupAnswer {
        switch answer {
        case .found(let value):
            if let reply = SocketmapReply.found(value) { return .reply(reply, .found) }
            let problem =
                "has an answer of \(value.utf8.count) bytes; Postfix reads 1 to 99997 bytes without a NUL; correct the rows"
            return .failure(.store(StoreError(.other, database: database, problem: problem)))
        case .notFound: return .reply(SocketmapReply.notFound, .unknown)
        case .temporaryFailure(let failure): return .failure(failure)
        }
    }
}
