import Foundation
import Logging
import NIOCore
import NIOEmbedded
import NIOExtras
import Settings
import TestSupport
import Testing

@testable import DictServer

/// A connection without a socket, over a real database.
final class Client {
    let database: TemporaryDatabase
    let channel = EmbeddedChannel()
    let log = LineRecorder()
    let worker: LookupWorker

    init(_ statements: String = "", busyTimeout: Int = 5) throws {
        database = try TemporaryDatabase(
            """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            INSERT INTO Address (addLocalpart, addDomNum) VALUES ('u', 1);
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}secret');
            """ + statements)
        var settings = Settings()
        settings.database = database.path
        settings.busyTimeout = busyTimeout
        let logger = Logger(label: "test", factory: log.handler)
        worker = LookupWorker(settings: settings, logger: logger)
        try channel.pipeline.syncOperations.addHandler(DictConnection(worker: worker, logger: logger))
        try channel.connect(to: SocketAddress(unixDomainSocketPath: "/x")).wait()
    }

    func send(_ text: some StringProtocol) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws { try channel.writeInbound(ByteBuffer(bytes: bytes)) }

    /// All that was sent since the last time.
    func received() throws -> String {
        var text = ""
        while let buffer = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: buffer) }
        return text
    }

    func ask(_ text: String) throws -> String {
        try send(text)
        return try received()
    }

    deinit { _ = try? channel.finish(acceptAlreadyClosed: true) }
}

/// Keeps what is logged.
final class LineRecorder: @unchecked Sendable {
    // Sendable because every access to `lines` holds the lock.
    private let lock = NSLock()
    private var recorded: [String] = []

    var lines: [String] { lock.withLock { recorded } }

    func handler(_ label: String) -> any LogHandler { Handler(recorder: self) }

    private struct Handler: LogHandler {
        let recorder: LineRecorder
        var logLevel = Logger.Level.info
        var metadata = Logger.Metadata()
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) {
            recorder.lock.withLock { recorder.recorded.append("\(event.level): \(event.message)") }
        }
    }
}

@Suite struct DictConnectionTests {
    static let hello = "H3\t2\t0\t\tuserdb\n"
    static let found =
        #"O{"uid":"842","gid":"800","home":"/home/vmail/d.example/u","mail":"maildir:~/Mail","mail_driver":"maildir","#
        + #""mail_path":"~/Mail","user":"u@d.example"}"#
    static let listed = "Oshared/userdb/u@d.example\t\n\n"

    @Test func aLookupOfEachDictionary() throws {
        #expect(try Client().ask(Self.hello + "Lshared/userdb/U@d.example\tx\n") == Self.found + "\n")
        #expect(
            try Client().ask("H4\t0\t0\t\tpassdb\nLshared/passdb/u@d.example\n")
                == #"O{"user":"u@d.example","password":"{PLAIN}secret","userdb_uid":"842","userdb_gid":"800","#
                + #""userdb_home":"/home/vmail/d.example/u","userdb_mail":"maildir:~/Mail","#
                + #""userdb_mail_driver":"maildir","userdb_mail_path":"~/Mail"}"# + "\n")
        #expect(try Client().ask("H3\t2\t0\t\tdeny\nLshared/deny/u@d.example\n") == "N\n")
        let disabled = try Client("UPDATE Address SET active = -1;")
        #expect(try disabled.ask("H3\t2\t0\t\tdeny\nLshared/deny/u@d.example\n") == #"O{"nopassword":"y"}"# + "\n")
    }

    @Test func aDeniedUserGetsAFailure() throws {
        for statement in [
            "UPDATE Address SET active = -1;", "UPDATE VMailbox SET active = 0;", "UPDATE Domain SET active = 'x';",
        ] {
            let reply = try Client(statement).ask("H3\t2\t0\t\tpassdb\nLshared/passdb/u@d.example\n")
            #expect(reply.hasPrefix(#"O{"fail":"y","user":"u@d.example","password":"{PLAIN}secret""#), "\(statement)")
        }
        let unusable = try Client("UPDATE VMailbox SET vmPasswd = '{NOSUCH}x';")
        let reply = try unusable.ask("H3\t2\t0\t\tpassdb\nLshared/passdb/u@d.example\n")
        #expect(reply.hasPrefix(#"O{"fail":"y","user":"u@d.example","#) && !reply.contains("password"))
        #expect(unusable.log.lines.count == 1)
    }

    @Test func unknownUsers() throws {
        let client = try Client()
        let names = [
            "nobody@d.example", "u@e.example", "u", "", "../u@d.example", "u@d.example@d.example", "a/b",
            "u\u{1}0@d.example",
        ]
        for name in names {
            #expect(
                try client.ask((name == names[0] ? Self.hello : "") + "Lshared/userdb/\(name)\tx\n") == "N\n", "\(name)"
            )
        }
    }

    @Test(arguments: 0...66) func splitAtEveryByte(at split: Int) throws {
        let session = Array((Self.hello + "Lshared/userdb/u@d.example\tx\nI0\t0\tshared/userdb/\tx\n").utf8)
        #expect(session.count == 66)
        let client = try Client()
        try client.send(Array(session[..<split]))
        try client.send(Array(session[split...]))
        #expect(try client.received() == Self.found + "\n" + Self.listed)
    }

    @Test func manyCommandsInOneRead() throws {
        let client = try Client()
        try client.send(Self.hello + String(repeating: "Lshared/userdb/u@d.example\tx\n", count: 1000))
        client.channel.embeddedEventLoop.run()
        #expect(try client.received() == String(repeating: Self.found + "\n", count: 1000))
    }

    @Test func aDatabaseThatIsGoneIsAFailureAndNeverUnknown() throws {
        let client = try Client()
        #expect(try client.ask(Self.hello + "Lshared/userdb/u@d.example\n") == Self.found + "\n")
        let aside = client.database.path + ".aside"
        #expect(rename(client.database.path, aside) == 0)
        #expect(
            try client.ask("Lshared/userdb/u@d.example\n")
                == "Fuserdb u@d.example: database \(client.database.path): does not exist\n")
        #expect(try client.ask("Lshared/userdb/nobody@d.example\n").hasPrefix("F"))
        #expect(try client.ask("I0\t0\tshared/userdb/\n").hasPrefix("F"))
        #expect(rename(aside, client.database.path) == 0)
        #expect(try client.ask("Lshared/userdb/u@d.example\n") == Self.found + "\n")
        #expect(client.log.lines.count == 3)
        #expect(client.log.lines.allSatisfy { $0.hasPrefix("error: userdb") })
    }

    @Test func aLockIsWaitedForWithoutHoldingUpOthers() throws {
        let client = try Client()
        let writer = try client.database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        #expect(try client.ask(Self.hello + "Lshared/userdb/u@d.example\nLshared/userdb/nobody@d.example\n") == "")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(500))
        #expect(try client.received() == "")
        try writer.execute("COMMIT")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(100))
        #expect(try client.received() == Self.found + "\nN\n")
        #expect(client.log.lines.isEmpty)
    }

    @Test func aLockThatStaysIsAFailureAfterTheTimeout() throws {
        let client = try Client(busyTimeout: 2)
        let writer = try client.database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        #expect(try client.ask(Self.hello + "Lshared/userdb/u@d.example\nI0\t0\tshared/userdb/\n") == "")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(1900))
        #expect(try client.received() == "")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(200))
        #expect(
            try client.received()
                == "Fuserdb u@d.example: database \(client.database.path): is locked by another program\n")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(2100))
        #expect(try client.received().hasPrefix("Fuserdb: the list of users ends early: "))
    }

    @Test func onlyUserdbIsListed() throws {
        for dict in ["passdb", "deny"] {
            let reply = try Client().ask("H3\t2\t0\t\t\(dict)\nI0\t0\tshared/\(dict)/\tx\n")
            #expect(reply == "F\(dict): only userdb can be listed\n")
        }
    }

    @Test func listsThatAreAskedForOtherwise() throws {
        let client = try Client(
            "INSERT INTO Address (addLocalpart, addDomNum) VALUES ('v', 1); INSERT INTO VMailbox (vmNum) VALUES (2);")
        let both = "Oshared/userdb/u@d.example\t\nOshared/userdb/v@d.example\t\n\n"
        #expect(try client.ask(Self.hello + "I9\t0\tshared/userdb/\tx\n") == both)
        #expect(try client.ask("I0\t1\tshared/userdb/\tx\n") == Self.listed)
        #expect(try client.ask("I0\t0\tshared/userdb/u\tx\n") == Self.listed)
        #expect(try client.ask("I16\t0\tshared/userdb/u@d.example\tx\n") == Self.listed)
        #expect(try client.ask("I16\t0\tshared/userdb/u\tx\n") == "\n")
        #expect(try client.ask("I2\t0\tshared/userdb/\tx\n") == "Fuserdb: lists are not sorted here\n")
        for path in ["shared/", "priv/userdb/", "shared/passdb/", ""] {
            #expect(try client.ask("I0\t0\t\(path)\tx\n").hasPrefix("Fuserdb: there is nothing to list at"), "\(path)")
        }
        #expect(try client.ask("Lshared/userdb/u@d.example\n") == Self.found + "\n")
    }

    /// More rows than a part has, with commands behind that wait for their turn.
    @Test func aLongList() throws {
        let client = try Client(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """)
        try client.send(Self.hello + "I0\t0\tshared/userdb/\tx\nLshared/userdb/u@d.example\n")
        client.channel.embeddedEventLoop.run()
        let lines = try client.received().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2003)
        #expect(Set(lines[..<2000]).count == 2000)
        #expect(lines[2000] == "" && String(lines[2001]) == Self.found)
    }

    /// Nothing is sent, nothing is read from the database, and nothing is read from the client while it does not take its replies.
    @Test func aSlowReaderStopsItsList() throws {
        let client = try Client(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """)
        try client.send(Self.hello)
        client.channel.isWritable = false
        client.channel.pipeline.fireChannelWritabilityChanged()
        try client.send("I0\t0\tshared/userdb/\tx\n")
        client.channel.embeddedEventLoop.run()
        #expect(try client.received() == "")
        // A writer is not kept out meanwhile.
        try client.database.execute("UPDATE VMailbox SET active = 1")
        client.channel.isWritable = true
        client.channel.pipeline.fireChannelWritabilityChanged()
        client.channel.embeddedEventLoop.run()
        #expect(try client.received().count(where: { $0 == "\n" }) == 2001)
    }

    @Test func aDatabaseReplacedWhileItIsListedEndsTheList() throws {
        let many = """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """
        let client = try Client(many)
        let other = try Client(many)
        try client.send(Self.hello + "I0\t0\tshared/userdb/\tx\n")
        #expect(try client.received().hasPrefix("Oshared/userdb/u@d.example\t\n"))
        #expect(rename(other.database.path, client.database.path) == 0)
        client.channel.embeddedEventLoop.run()
        #expect(
            try client.received()
                == "Fuserdb: the list of users ends early: database \(client.database.path): was replaced while it was listed\n"
        )
    }

    @Test func transactionsAreRefusedAtTheirEnd() throws {
        let client = try Client()
        #expect(try client.ask(Self.hello + "B1\tu\nS1\tshared/userdb/u\tx\nU1\tk\nA1\tk\t1\nT1\t1\t1\n") == "")
        #expect(try client.ask("C1\n") == "F1\tthis dictionary is read-only\n")
        #expect(try client.ask("B2\nR2\nB3\nD3\n") == "AF3\tthis dictionary is read-only\n")
        #expect(try client.ask("Lshared/userdb/u@d.example\n") == Self.found + "\n")
    }

    @Test(arguments: [
        "H2\t0\t0\t\tuserdb\n", "H5\t0\t0\t\tuserdb\n", "H3\t2\t0\t\tquota\n", "H3\t2\t0\t\t\n", "H3\t2\n",
        "Lshared/userdb/u\n",
        "\n", "X\n", hello + hello, hello + "\n", hello + "Q1\n", hello + "Ix\n", hello + "Cx\n", "\u{0}\u{1}\u{2}\n",
        hello + "Lshared/userdb/u@d.example\n" + "?\n",
    ])
    func whatIsNoConversationIsClosedWithOneLine(text: String) throws {
        let client = try Client()
        try client.send(text)
        #expect(!client.channel.isActive)
        #expect(client.log.lines.count == 1)
        #expect(
            client.log.lines.allSatisfy {
                $0.hasPrefix("warning: a client") && $0.hasSuffix("; the connection is closed")
            })
        // What was asked before it is answered.
        #expect(try client.received() == (text.contains("u@d") ? Self.found + "\n" : ""))
    }

    @Test func binaryAndEndlessLines() throws {
        for chunk in [[UInt8](repeating: 0xff, count: 70_000), [UInt8](repeating: 0, count: 70_000)] {
            let client = try Client()
            try client.send(Self.hello)
            try client.send(chunk)
            #expect(!client.channel.isActive)
            #expect(
                client.log.lines == ["warning: a client sent a line of more than 65536 bytes; the connection is closed"]
            )
        }
    }

    @Test func aKeyOfAnotherSpaceIsAFailureAndNotUnknown() throws {
        let reply = try Client().ask(Self.hello + "Lshared/passdb/u@d.example\n")
        #expect(reply == "Fuserdb has no key \"shared/passdb/u@d.example\": its keys begin with shared/userdb/\n")
    }

    @Test func quiescingAnswersWhatWasAskedAndCloses() throws {
        let client = try Client()
        let writer = try client.database.writer()
        try writer.execute("BEGIN EXCLUSIVE")
        try client.send(Self.hello + "Lshared/userdb/u@d.example\n")
        client.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(client.channel.isActive)
        try writer.execute("COMMIT")
        client.channel.embeddedEventLoop.advanceTime(by: .milliseconds(200))
        #expect(try client.received() == Self.found + "\n")
        #expect(!client.channel.isActive)

        let idle = try Client()
        try idle.send(Self.hello)
        idle.channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(!idle.channel.isActive)
    }

    @Test func aClientThatClosesItsHalfIsAnswered() throws {
        let client = try Client()
        try client.send(Self.hello + "Lshared/userdb/u@d.example\n")
        client.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(try client.received() == Self.found + "\n")
        #expect(!client.channel.isActive)
    }

    @Test func settingsAreSwappedForTheNextCommand() throws {
        let client = try Client()
        _ = try client.ask(Self.hello)
        var settings = Settings()
        settings.database = client.database.path
        settings.vmailRoot = "/srv"
        client.worker.apply(settings)
        #expect(try client.ask("Lshared/userdb/u@d.example\n").contains("\"/srv/d.example/u\""))
    }
}
