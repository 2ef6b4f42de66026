import Foundation
import Synchronization
import Testing

extension EndToEnd.PostfixTests {
    /// Mail on its way: SMTP, the queue, LMTP, the mailbox.
    @Suite struct MailFlowTests {
        @Test(arguments: [
            ("user@active.example", "user", "active.example"),
            ("user+lists@active.example", "user", "active.example"),
            ("user@alias.example", "live", "targets.example"),
            ("anybody@catchall.example", "live", "targets.example"),
            ("user@alias-of-an-alias.example", "live", "targets.example"),
            ("user@catchall-beside-a-mailbox.example", "user", "catchall-beside-a-mailbox.example"),
        ])
        func arrives(recipient: String, localpart: String, domain: String) throws {
            let server = try MailServer.running()
            let subject = "to \(recipient) from \(server.newSender())"
            let client = try server.connect()
            #expect(try client.recipient(recipient, from: server.newSender()) == .accepted)
            #expect(try client.message(subject: subject).hasPrefix("250 "))
            try eventually("the mail is delivered") {
                try server.mails(localpart, domain).contains { $0.contains("Subject: \(subject)\n") }
            }
        }

        /// alias.cf: the one table that local(8) reads by Postfix's own SQLite driver.
        @Test func aLocalAliasIsFollowed() throws {
            let server = try MailServer.running()
            let folder = "\(server.postfix.folder)/aliases"
            try DebianRoot.succeed(["install", "-d", "-o", "nobody", folder])
            try server.accounts.execute(
                """
                INSERT INTO Address (addLocalpart, addDomNum) SELECT 'archive', domNum FROM Domain WHERE domName = 'local.example';
                INSERT INTO Alias SELECT addNum, '\(folder)/on', 1 FROM Address WHERE addLocalpart = 'archive';
                INSERT INTO Alias SELECT addNum, '\(folder)/minus', -1 FROM Address WHERE addLocalpart = 'archive';
                INSERT INTO Alias SELECT addNum, '\(folder)/off', 0 FROM Address WHERE addLocalpart = 'archive';
                """)
            let client = try server.connect()
            #expect(try client.recipient("Archive@local.example", from: server.newSender()) == .accepted)
            #expect(try client.message(subject: "for a file").hasPrefix("250 "))
            try eventually("the mail is delivered") {
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["minus", "on"]
            }
            #expect(try text(ofFile: folder + "/on").contains("Subject: for a file\n"))
        }

        /// What one client sent, and the replies that are no success and no "try again".
        private struct Sent: Sendable {
            var accepted: [String] = []
            var faults: [String] = []
        }

        /// Sends until it is over, as Postfix elsewhere does: what gets a 4xx is sent again.
        private static func send(_ server: MailServer, _ name: String, until isOver: borrowing Atomic<Bool>) -> Sent {
            var sent = Sent()
            while !isOver.load(ordering: .relaxed) {
                let subject = "\(name) number \(sent.accepted.count)"
                do {
                    let client = try server.connect()
                    var reply = try client.command("MAIL FROM:<\(server.newSender())>")
                    if reply.hasPrefix("2") { reply = try client.command("RCPT TO:<user@flow.example>") }
                    if reply.hasPrefix("2") { reply = try client.message(subject: subject) }
                    if reply.hasPrefix("2") {
                        sent.accepted.append(subject)
                    } else if !reply.hasPrefix("4") {
                        sent.faults.append(reply)
                    }
                    try client.quit()
                } catch {
                    sent.faults.append("\(error)")
                }
                usleep(10_000)
            }
            return sent
        }

        @Test func aRestartLosesNothingAndBouncesNothing() throws {
            let server = try MailServer.running()
            let flow = RecipientCase(name: "flow", answer: .accepted)
            try server.accounts.execute(flow.sql)
            let isOver = Atomic(false)
            let results = Mutex<[Sent]>([])
            let clients = DispatchGroup()
            for number in 1...3 {
                clients.enter()
                // Threads, as they wait; there are no more tasks than cores.
                Thread.detachNewThread {
                    let sent = Self.send(server, "client \(number)", until: isOver)
                    results.withLock { $0.append(sent) }
                    clients.leave()
                }
            }
            let outcome = Result {
                for _ in 1...5 {
                    usleep(200_000)
                    try server.restartDictServer()
                }
            }
            isOver.store(true, ordering: .relaxed)
            clients.wait()
            try outcome.get()

            let sent = results.withLock { $0 }
            for one in sent { #expect(one.faults == [] && one.accepted.count > 5) }
            try eventually("the queue is empty") { try server.postfix.queueIsEmpty() }
            let subjects = try server.mails("user", flow.domainName).map { mail in
                mail.split(separator: "\n").first { $0.hasPrefix("Subject: ") }.map { $0.dropFirst(9) } ?? ""
            }
            #expect(subjects.sorted() == sent.flatMap(\.accepted).sorted().map { $0[...] })
            #expect(!server.postfix.log().contains("status=bounced"))
        }
    }
}
