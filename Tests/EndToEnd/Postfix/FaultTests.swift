import Foundation
import Glibc
import Synchronization
import Testing

extension EndToEnd.PostfixTests {
    /// A database that cannot be read never makes a user unknown, and is right again with the next question.
    @Suite struct FaultTests {
        private static let user = "user@active.example"
        private static let nobody = "nobody@active.example"
        private static let elsewhere = "user@not-ours.example"

        private static func expectRightAnswers(_ server: MailServer) throws {
            #expect(try server.recipient(user) == .accepted)
            #expect(try server.recipient(nobody) == .unknown)
            #expect(try server.recipient(elsewhere) == .relayDenied)
            #expect(try server.recipient(elsewhere, by: .trusted) == .accepted)
        }

        @Test(arguments: DatabaseFault.allCases)
        func database(_ fault: DatabaseFault) throws {
            let server = try MailServer.running()
            try Self.expectRightAnswers(server)
            try fault.during(server.accounts) { () throws in
                for recipient in [Self.user, Self.nobody, Self.elsewhere, "user@alias.example", "user@relay.example"] {
                    #expect(try server.recipient(recipient) == .deferred, "\(recipient)")
                }
                #expect(try server.recipient(Self.elsewhere, by: .trusted) == .deferred)
                // Postfix tells a client the same for a login that was refused and for one that could not be verified.
                #expect(
                    try server.connectForLogin().logIn(SubmissionUser.name, SubmissionUser.password).hasPrefix("535 "))
            }
            try Self.expectRightAnswers(server)
        }

        @Test func missingAtTheStart() throws {
            let server = try MailServer.running()
            try DatabaseFault.missing.during(server.accounts) { () throws in
                try server.restartDictServer()
                #expect(try server.postfix.run("postfix", ["reload"]).status == 0)
                #expect(try server.recipient(Self.user) == .deferred)
                #expect(try server.recipient(Self.nobody) == .deferred)
                // With Postfix's own driver an empty database would be there now.
                #expect(!FileManager.default.fileExists(atPath: server.accounts.path))
            }
            // trivial-rewrite(8) has asked for "*" at its start, and takes some seconds until it asks again.
            try eventually("Postfix asks again") { try server.recipient(Self.user) == .accepted }
            try Self.expectRightAnswers(server)
        }

        /// For less than `busy_timeout`: the client waits.
        @Test func aWriterIsWaitedFor() throws {
            let server = try MailServer.running()
            let isLocked = DispatchSemaphore(value: 0)
            let isFree = DispatchGroup()
            isFree.enter()
            Thread.detachNewThread {
                do {
                    try server.accounts.whileLocked {
                        isLocked.signal()
                        usleep(300_000)
                    }
                } catch {
                    Issue.record(error)
                    isLocked.signal()
                }
                isFree.leave()
            }
            isLocked.wait()
            #expect(try server.recipient(Self.user) == .accepted)
            isFree.wait()
        }

        @Test func replacedByRename() throws {
            let server = try MailServer.running()
            let path = server.accounts.path
            let other = RecipientCase(
                name: "active", rows: [.address(), .mailbox(), .address("other"), .mailbox("other")], answer: .accepted)
            #expect(try server.recipient("user@alias.example") == .accepted)
            #expect(try server.recipient("other@active.example") == .unknown)

            link(path, path + ".kept")
            defer { rename(path + ".kept", path) }
            _ = try AccountFile(path: path + ".new", other.sql)
            rename(path + ".new", path)
            #expect(try server.recipient("other@active.example") == .accepted)
            #expect(try server.recipient(Self.user) == .accepted)
            #expect(try server.recipient("user@alias.example") == .relayDenied)
        }

        /// A writer that was killed in the middle of its change, which says that every domain is off.
        @Test func aHotJournal() throws {
            let server = try MailServer.running()
            let place = server.deployment.place
            let program = """
                import os, signal, sqlite3, sys
                writer = sqlite3.connect(sys.argv[1], isolation_level=None)
                writer.executescript("PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE; UPDATE Domain SET active = 0")
                for number in range(3000):
                    writer.execute("INSERT INTO Domain (domName, domClass) VALUES (?, 3)", (f"half-done-{number}.example",))
                os.kill(os.getpid(), signal.SIGKILL)
                """
            let killed = try ChildProcess.run(["python3", "-c", program, server.accounts.path])
            #expect(killed.status == 128 + SIGKILL)
            #expect(FileManager.default.fileExists(atPath: server.accounts.path + "-journal"))
            #expect(try server.recipient(Self.user) == .deferred)
            #expect(try server.recipient(Self.nobody) == .deferred)

            let repaired = try ChildProcess.run([
                "\(Repository.programs)/vmailadm", "--config", "\(place.outside)/vmail-auth.conf", "domain", "list",
            ])
            #expect(repaired.status == 0, "\(repaired.errors)")
            try Self.expectRightAnswers(server)
        }

        /// Mail that was accepted before the database was gone.
        @Test func whatIsInTheQueueWaits() throws {
            let server = try MailServer.running()
            let subject = "in the queue, from \(server.newSender())"
            let manager = try server.postfix.processID(of: "qmgr")
            kill(manager, SIGSTOP)
            defer { kill(manager, SIGCONT) }
            let client = try server.connect()
            #expect(try client.recipient(Self.user, from: server.newSender()) == .accepted)
            #expect(try client.message(subject: subject).hasPrefix("250 "))
            try DatabaseFault.missing.during(server.accounts) { () throws in
                kill(manager, SIGCONT)
                try eventually("the mail waits") { server.postfix.log().contains("status=deferred") }
            }
            // qmgr(8) keeps what it was told of the last address for 30 seconds, so it gets another one.
            #expect(try client.recipient("user@upper-case.example", from: server.newSender()) == .accepted)
            #expect(try client.message(subject: "after the repair").hasPrefix("250 "))
            try eventually("the other mail is delivered") { try !server.mails("user", "upper-case.example").isEmpty }
            try eventually("the queue is empty") { try server.postfix.queueIsEmpty() }
            #expect(try server.mails("user", "active.example").contains { $0.contains("Subject: \(subject)\n") })
            #expect(!server.postfix.log().contains("status=bounced"))
        }

        @Test func manyChangesASecond() throws {
            let server = try MailServer.running()
            let configuration = "\(server.deployment.place.outside)/vmail-auth.conf"
            let isOver = Atomic(false)
            let answers = Mutex<[RecipientAnswer]>([])
            let clients = DispatchGroup()
            for _ in 1...4 {
                clients.enter()
                Thread.detachNewThread {
                    while !isOver.load(ordering: .relaxed) {
                        do {
                            let answer = try server.recipient(Self.user)
                            answers.withLock { $0.append(answer) }
                        } catch {
                            Issue.record(error)
                        }
                    }
                    clients.leave()
                }
            }
            let outcome = Result {
                for verb in (1...30).map({ $0 % 2 == 0 ? "enable" : "disable" }) {
                    try DebianRoot.succeed([
                        "\(Repository.programs)/vmailadm", "--config", configuration, "mailbox", verb,
                        "other@submission.example",
                    ])
                }
            }
            isOver.store(true, ordering: .relaxed)
            clients.wait()
            try outcome.get()
            answers.withLock { answers in
                #expect(answers.count { $0 == .accepted } > 20)
                // On a slow machine a writer can take longer than busy_timeout.
                #expect(answers.allSatisfy { [.accepted, .deferred].contains($0) })
            }
        }
    }
}
