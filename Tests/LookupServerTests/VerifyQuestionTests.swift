import Logging
import NIOCore
import NIOEmbedded
import TestSupport
import Testing

@testable import LookupServer

/// The dictionary that verifies, over a real database. Hashes are computed when the test says so.
@Suite struct VerifyQuestionTests {
    static let hello = "H4\t0\t0\t\tverify\n"

    static func question(_ id: UInt64, _ user: String, _ password: String, _ more: String = "") -> String {
        "P\(id)\t\(user)\t\(password)\timap\t192.0.2.1\(more)\n"
    }

    static let right = question(1, "u@d.example", "secret")
    static let found =
        #"O1"# + "\t"
        + #"{"user":"u@d.example","userdb_uid":"842","userdb_home":"/home/vmail/d.example/u","userdb_gid":"800","#
        + #""userdb_mail":"maildir:~/Mail","userdb_mail_driver":"maildir","userdb_mail_path":"~/Mail"}"# + "\n"

    static let answers: [(String, String, String)] = [
        ("", right, found),
        ("", question(1, "U@D.EXAMPLE", "secret"), found),
        ("", question(7, "u@d.example", "wrong"), "M7\n"),
        ("", question(7, "u@d.example", ""), "M7\n"),
        ("", question(18_446_744_073_709_551_615, "nobody@d.example", "secret"), "N18446744073709551615\n"),
        ("", question(7, "no name", "secret"), "N7\n"),
        ("", question(7, "", "secret"), "N7\n"),
        ("", question(7, "@d.example", "secret"), "D7\n"),
        ("UPDATE Address SET active = -1;", question(7, "u@d.example", "secret"), "D7\n"),
        ("UPDATE Address SET active = -1;", question(7, "u@d.example", "wrong"), "D7\n"),
        ("UPDATE VMailbox SET active = 0;", question(7, "u@d.example", "secret"), "D7\n"),
        ("UPDATE Domain SET active = 0;", right, found),
        ("UPDATE VMailbox SET vmPasswd = NULL;", question(7, "u@d.example", "secret"), "D7\n"),
        ("DELETE FROM VMailbox;", question(7, "u@d.example", "secret"), "N7\n"),
    ]

    @Test(arguments: answers) func everyAnswer(statement: String, question: String, reply: String) throws {
        let client = try Client(statement)
        #expect(try client.ask(Self.hello + question) == reply)
    }

    @Test(arguments: [
        "UPDATE Address SET active = NULL;", "UPDATE Domain SET domClass = 1;", "DROP TABLE Domain;",
    ])
    func whatCannotBeTold(statement: String) throws {
        let client = try Client(statement)
        let reply = try client.ask(Self.hello + Self.right)
        #expect(reply.hasPrefix("F1\tverify u@d.example: "))
        #expect(client.threads.begun == 0)
        #expect(client.worker.counters.lookups(.verify, .temporaryFailure) == 1)
    }

    /// A master user's login: the password is not compared, all else holds.
    @Test(arguments: [
        ("", "u@d.example", found), ("UPDATE Address SET active = -1;", "u@d.example", "D1\n"),
        ("", "nobody@d.example", "N1\n"), ("UPDATE VMailbox SET vmPasswd = '!';", "u@d.example", found),
    ])
    func aMasterUser(statement: String, user: String, reply: String) throws {
        let client = try Client(statement)
        let question = Self.question(1, user, "of the master", "\tmechanism=PLAIN\tskip=y")
        #expect(try client.ask(Self.hello + question) == reply)
        #expect(client.threads.begun == 0)
    }

    @Test func escapes() throws {
        let client = try Client("UPDATE VMailbox SET vmPasswd = '{PLAIN}a' || char(9, 1, 10, 13) || 'b';")
        let question = Self.question(1, "u@d.example", "a\u{1}t\u{1}1\u{1}n\u{1}rb")
        #expect(try client.ask(Self.hello + question) == Self.found)
    }

    @Test(arguments: 0...(hello + right).utf8.count)
    func splitAtEveryByte(at split: Int) throws {
        let client = try Client()
        let bytes = Array((Self.hello + Self.right).utf8)
        try client.send(Array(bytes[..<split]))
        try client.send(Array(bytes[split...]))
        #expect(try client.received() == Self.found)
    }

    @Test(arguments: [
        "Lshared/verify/u@d.example\n", "H4\t0\t0\t\tverify\n", "P1\tu@d.example\tsecret\timap\n", "Px\tu\tp\timap\t\n",
        "P\tu\tp\timap\t\n", "P-1\tu\tp\timap\t\n", "P18446744073709551616\tu\tp\timap\t\n", "I0\t0\tshared/verify/\n",
    ])
    func whatEndsTheConversation(line: String) throws {
        let client = try Client()
        #expect(try client.ask(Self.hello + line + Self.right) == "")
        #expect(!client.channel.isActive)
        #expect(client.log.lines.count == 1)
    }

    @Test func aPasswordForAnotherDictionaryIsAFault() throws {
        for dict in ["userdb", "passdb", "deny"] {
            let client = try Client()
            #expect(try client.ask("H4\t0\t0\t\t\(dict)\n" + Self.right) == "")
            #expect(!client.channel.isActive)
            #expect(!client.log.lines.joined().contains("secret"))
        }
    }

    /// While a hash is computed, other clients and the same one are answered. Here the look-up has a connection of the same event loop.
    @Test func lookupsDoNotWaitForHashes() throws {
        let client = try Client()
        client.threads.isHeld = true
        let other = EmbeddedChannel(loop: client.channel.embeddedEventLoop)
        try other.pipeline.syncOperations.addHandler(SessionHandler(DictSession(), worker: client.worker))
        try other.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
        _ = try client.ask(Self.hello + String(repeating: Self.right, count: 60))
        try other.writeInbound(ByteBuffer(string: SessionHandlerTests.hello + "Lshared/userdb/nobody@d.example\n"))
        client.takeTurns()
        #expect(try other.readOutbound(as: ByteBuffer.self) == ByteBuffer(string: "N\n"))
        #expect(try client.received() == "")
        while client.threads.heldCount > 0 { client.threads.finish() }
        client.takeTurns()
        #expect(try client.received() == String(repeating: Self.found, count: 60))
        _ = try? other.finish(acceptAlreadyClosed: true)
    }

    @Test func noMoreAtATimeThanThereAreThreads() throws {
        let client = try Client()
        client.threads.isHeld = true
        _ = try client.ask(Self.hello + String(repeating: Self.right, count: 5))
        #expect(client.threads.heldCount == 2)
        client.threads.finish()
        #expect(client.threads.heldCount == 2)
        #expect(client.threads.begun == 3)
    }

    @Test func aQueueThatIsTooLongIsATemporaryFailure() throws {
        let client = try Client()
        client.threads.isHeld = true
        var others: [EmbeddedChannel] = []
        // 64 questions are under way for each client; 2 hashes and 512 that wait.
        for _ in 0..<9 {
            let other = EmbeddedChannel(loop: client.channel.embeddedEventLoop)
            try other.pipeline.syncOperations.addHandler(SessionHandler(DictSession(), worker: client.worker))
            try other.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
            try other.writeInbound(ByteBuffer(string: Self.hello + String(repeating: Self.right, count: 64)))
            client.takeTurns()
            others.append(other)
        }
        #expect(client.worker.counters.lookups(.verify, .temporaryFailure) == UInt64(9 * 64 - 514))
        client.channel.embeddedEventLoop.advanceTime(by: .seconds(5))
        #expect(client.worker.counters.lookups(.verify, .temporaryFailure) == UInt64(9 * 64 - 2))
        #expect(client.threads.begun == 2)
        for other in others { _ = try? other.finish(acceptAlreadyClosed: true) }
    }

    @Test func whoWaitsTooLongGetsATemporaryFailureAndNoHashIsComputed() throws {
        let client = try Client()
        client.threads.isHeld = true
        _ = try client.ask(
            Self.hello + ([1, 2, 3] as [UInt64]).map { Self.question($0, "u@d.example", "secret") }.joined())
        client.channel.embeddedEventLoop.advanceTime(by: LoginHasher.longestWait)
        client.threads.finish()
        client.threads.finish()
        client.takeTurns()
        let lines = try client.received().split(separator: "\n")
        #expect(lines.map { $0.prefix(2) } == ["O1", "O2", "F3"])
        #expect(client.threads.begun == 2)
    }

    @Test func aHashForAClientThatHasGoneIsFinished() throws {
        let client = try Client()
        client.threads.isHeld = true
        _ = try client.ask(Self.hello + Self.right)
        _ = try client.channel.finish(acceptAlreadyClosed: true)
        client.threads.finish()
        client.takeTurns()
        #expect(client.threads.heldCount == 0)
        #expect(client.worker.counters.verificationTimes.total == 0)
    }

    /// Every refusal has one hash computed, of the same memory, by whichever scheme the database has.
    @Test func refusalsDoTheSameWork() throws {
        let questions = ["u@d.example", "nobody@d.example", "closed@d.example", "broken@d.example"]
        let client = try Client(
            """
            INSERT INTO Address (addLocalpart, addDomNum, active) VALUES ('closed', 1, -1), ('broken', 1, 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (2, '{PLAIN}x'), (3, '{NONSENSE}x');
            """)
        for (number, user) in questions.enumerated() {
            _ = try client.ask((number == 0 ? Self.hello : "") + Self.question(UInt64(number), user, "wrong"))
            #expect(client.threads.begun == number + 1, "\(user)")
        }
        #expect(client.worker.counters.verificationTimes.total == 4)
        #expect(client.worker.counters.times.total == 0)
    }

    @Test func noPasswordIsLogged() throws {
        let client = try Client("DROP TABLE Domain;", logLevel: .debug)
        for (number, user) in ["u@d.example", "nobody@d.example", "sesame"].enumerated() {
            _ = try client.ask((number == 0 ? Self.hello : "") + Self.question(UInt64(number), user, "sesame-open"))
        }
        _ = try client.ask("P1\tsesame-open\n")
        #expect(client.log.lines.count >= 3)
        #expect(!client.log.lines.joined().contains("sesame-open"))
    }

    /// NIO keeps the buffer of a read for the next one.
    @Test func theReceivedBytesAreOverwritten() throws {
        let client = try Client()
        let buffer = ByteBuffer(string: Self.hello + Self.right)
        try client.channel.writeInbound(buffer)
        client.takeTurns()
        #expect(try client.received() == Self.found)
        #expect(buffer.readableBytesView.allSatisfy { $0 == 0 })
    }
}
