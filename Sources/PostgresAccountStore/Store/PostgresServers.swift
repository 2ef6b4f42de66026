/// The database servers of one setting: one connection for the stores of all event loops, on a thread that ends with this.
package final class PostgresServers: Sendable {
    /// The setting, without a password.
    let name: String
    private let inbox = Inbox()
    private let hasThread: Bool

    /// Servers of libpq's connection URI `uri`, in its order, which have up to `busyTimeout` seconds for an answer. `name` is what errors
    /// call them. `report` gets the changes of the connection, on that thread.
    package init(
        uri: String, name: String, busyTimeout: Int, report: @escaping @Sendable (ServerReport) -> Void
    ) {
        self.name = name
        let inbox = inbox
        hasThread =
            inbox.descriptor >= 0
            && startThread {
                var thread = ServerThread(
                    uri: uri, timing: ConversationTiming(busyTimeout: busyTimeout), inbox: inbox, report: report)
                thread.run()
            }
    }

    deinit { inbox.end() }

    /// What is wrong with `uri` or the files that it names; nil if libpq can use it. It may quote a password in the URI.
    package static func mistake(in uri: String) -> String? {
        do throws(ServerFailure) {
            _ = try ServerList.read(uri)
            return nil
        } catch {
            return error.message
        }
    }

    /// Sends requests; without a thread, which the system may refuse, their askers are told so.
    func ask(_ requests: [Request]) {
        if hasThread { return inbox.put(requests) }
        let failure = ServerFailure(cause: .client, message: "the system allows no more threads or descriptors")
        for request in requests { request.asker?.take([Answer(number: request.number, result: .failure(failure))]) }
    }
}
