import Authentication
import SocketmapProtocol
import TerminalText

/// Postfix's socketmap protocol with one client: one of Postfix's processes, which uses the connection for all of its maps.
struct SocketmapSession: Session {
    private var reader = SocketmapReader()
    private var hasEnded = false

    init() {}

    var hasUnreadBytes: Bool { reader.count > 0 }

    mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        if !hasEnded { reader.append(bytes) }
    }

    mutating func nextAction() -> SessionAction? {
        if hasEnded { return nil }
        do throws(SocketmapRequestError) {
            guard let request = try reader.nextRequest() else { return nil }
            guard let map = PostfixMap(rawValue: String(decoding: request.map, as: UTF8.self)) else {
                return Self.refusal(ofMap: request.map)
            }
            return .ask(SocketmapQuestion(map: map, key: request.key))
        } catch {
            hasEnded = true
            return .end(
                Notice(
                    kind: "a client of Postfix's socket sent what is no request",
                    text: "a client of Postfix's socket sent \(error); the connection is closed"))
        }
    }

    private static func refusal(ofMap name: [UInt8]) -> SessionAction {
        let maps = PostfixMap.allCases.map(\.rawValue).joined(separator: ", ")
        let problem = "there is no map \"\(printable(name))\"; correct its name in main.cf to one of \(maps)"
        return .refuse(
            reply: SocketmapReply.permanentFailure(problem),
            Notice(level: .error, kind: "Postfix asked for a map that does not exist", text: "Postfix: \(problem)"))
    }
}
