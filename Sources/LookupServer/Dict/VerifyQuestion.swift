import Authentication
import DictProtocol
import TerminalText

/// Whether a password is right and its user may log in, with the way of the answer: login, hash, verdict, reply.
struct VerifyQuestion: LookupQuestion {
    let request: VerifyRequest

    func ask(_ worker: LookupWorker, then completion: @escaping (LookupAnswer) -> Void) {
        let fields = worker.dictFields.passdb
        worker.directory.login(request.user) { login in
            let verdict = login.verdictWithoutPassword
            if case .temporaryFailure(let failure) = verdict { return completion(.failure(failure)) }
            if request.skipsPassword { return completion(answer(to: verdict, fields, worker.log)) }
            worker.hasher.verdict(of: login, on: request) { verdict in
                completion(answer(to: verdict ?? .temporaryFailure(.tooManyLogins), fields, worker.log))
            }
        }
    }

    var kind: QuestionKind { .lookup(.verify) }

    /// Without the password.
    var description: String { "verify \(printable(request.user))" }

    func failureReply(_ reason: String) -> [UInt8] { VerifyReply.failure(request.id, reason) }

    private func answer(to verdict: LoginVerdict, _ fields: AccountFields, _ log: LookupLog) -> LookupAnswer {
        switch verdict {
        case .allowed(let account):
            var value = JSONObject()
            value.add("user", account.name.description)
            fields.add(account, to: &value)
            return .reply(VerifyReply.allowed(request.id, value), .found)
        case .denied(.wrongPassword): return .reply(VerifyReply.wrongPassword(request.id), .denied)
        case .denied(.states(let states)):
            let line = "\(description): the login is denied: \(Denial.states(states))"
            log.report(Notice(level: .info, kind: line, text: line))
            return .reply(VerifyReply.disabled(request.id), .denied)
        case .denied(.unusablePassword): return .reply(VerifyReply.disabled(request.id), .denied)
        case .unknown: return .reply(VerifyReply.unknown(request.id), .unknown)
        case .temporaryFailure(let failure): return .failure(failure)
        }
    }
}
