import DictProtocol
import TerminalText

/// Dovecot's dict protocol with one client.
struct DictSession: Session {
    private enum State {
        case awaitingHello(AwaitingHello)
        case serving(ServedDictionary)
        case ended
    }

    private var reader = DictLineReader()
    private var state = State.awaitingHello(AwaitingHello())

    init() {}

    var hasUnreadBytes: Bool { reader.count > 0 }

    mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        if case .ended = state { return }
        reader.append(bytes)
    }

    mutating func nextAction() -> SessionAction? {
        if case .ended = state { return nil }
        do throws(DictFault) {
            guard let command = try nextCommand() else { return nil }
            switch state {
            case .awaitingHello(let greeting): state = .serving(try greeting.dictionary(of: command))
            case .serving(let dictionary): return try dictionary.action(on: command)
            case .ended: break
            }
            return SessionAction.none
        } catch {
            state = .ended
            return .end(Notice(kind: error.kind, text: "\(error); the connection is closed"))
        }
    }

    private mutating func nextCommand() throws(DictFault) -> DictCommand? {
        do throws(DictCommandError) { return try reader.nextCommand() } catch { throw .command(error) }
    }
}

/// The state before HELLO.
private struct AwaitingHello {
    /// The dictionary that HELLO opens.
    func dictionary(of command: DictCommand) throws(DictFault) -> ServedDictionary {
        guard case .hello(let major, let name) = command else { throw .noHello }
        guard (3...4).contains(major) else { throw .version(major) }
        guard let dict = DictName(name: name) else { throw .noSuchDictionary(name) }
        return ServedDictionary(dict: dict)
    }
}

/// The state after HELLO.
private struct ServedDictionary {
    let dict: DictName

    func action(on command: DictCommand) throws(DictFault) -> SessionAction {
        switch command {
        case .hello:
            throw .secondHello(dict)
        case .lookup(let key):
            if let user = dict.user(inKey: key) { return .ask(DictQuestion.lookup(dict, user: user)) }
            return refusal(
                "keys of other dictionaries",
                "\(dict) has no key \"\(printable(key))\": its keys begin with \(printable(dict.prefix))")
        case .iterate(let flags, let maxRows, let path):
            do throws(UserList.Refusal) {
                return .ask(try DictQuestion(iterating: dict, flags: flags, maxRows: maxRows, path: path))
            } catch {
                return refusal("lists that are not served", "\(dict): \(error)")
            }
        case .commit(let id, let isAsync):
            return .refuse(
                reply: DictReply.transactionRefused(id: id, isAsync: isAsync),
                Notice(kind: "changes of \(dict)", text: "a client of \(dict) wanted to change it: it is read-only"))
        case .transactionStep:
            return .none
        }
    }

    private func refusal(_ what: String, _ reason: String) -> SessionAction {
        .refuse(reply: DictReply.failure(reason), Notice(kind: "a client of \(dict) asked for \(what)", text: reason))
    }
}

/// What a client did that ends the conversation.
private enum DictFault: Error, CustomStringConvertible {
    case command(DictCommandError)
    case noHello
    case version(Int)
    case noSuchDictionary([UInt8])
    case secondHello(DictName)

    var description: String {
        switch self {
        case .command(let error): "a client sent \(error)"
        case .noHello: "a client did not begin with HELLO"
        case .version(let major):
            "a client speaks version \(major) of the dict protocol; 3 and 4 are understood"
        case .noSuchDictionary(let name):
            "a client asked for the dictionary \"\(printable(name))\"; there are "
                + DictName.allCases.map(\.rawValue).joined(separator: ", ")
        case .secondHello(let dict): "a client of \(dict) sent HELLO twice"
        }
    }

    /// The description without what the client chose.
    var kind: String {
        switch self {
        case .command: "a client sent what is no command"
        case .version: "a client speaks another version of the dict protocol"
        case .noSuchDictionary: "a client asked for a dictionary that does not exist"
        case .noHello, .secondHello: description
        }
    }
}
