import Foundation
import Logging
import NIOCore
import NIOEmbedded
import Settings
import TestSupport
import Testing

@testable import LookupServer

@Suite struct SessionHandlerTests {
    static let hello = "H3\t2\t0\t\tuserdb\n"
    static let found =
        #"O{"uid":"842","home":"/home/vmail/d.example/u","gid":"800","mail":"maildir:~/Mail","mail_driver":"maildir","#
        + #""mail_path":"~/Mail","user":"u@d.example"}"#
    static let listed = "Oshared/userdb/u@d.example\t\n\n"

    @Test func aLookupOfEachDictionary() throws {
        #expect(try Client().ask(Self.hello + "Lshared/userdb/U@d.example\tx\n") == Self.found + "\n")
        #expect(
            try Client().ask("H4\t0\t0\t\tpassdb\nLshared/passdb/u@d.example\n")
                == #"O{"user":"u@d.example","password":"{PLAIN}secret","userdb_uid":"842","#
                + #""userdb_home":"/home/vmail/d.example/u","userdb_gid":"800","userdb_mail":"maildir:~/Mail","#
                + #""userdb_mail_driver":"maildir","userdb_mail_path":"~/Mail"}"# + "\n")
        #expect(try Client().ask("H3\t2\t0\t\tdeny\nLshared/deny/u@d.example\n") == "N\n")
        let disabled = try Client("UPDATE Address SET active = -1;")
        #expect(try disabled.ask("H3\t2\t0\t\tdeny\nLshared/deny/u@d.example\n") == #"O{"nopassword":"y"}"# + "\n")
    }

    @Test func aDeniedUserGetsAFailure() throws {
        for statement in [
            "UPDATE Address SET active = -1;", "UPDATE VMailbox SET active = 0;", "UPDATE Domain SET active = -1;",
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
                == "Fuserdb u@d.example: database \(client.database.path): does not exist; make it with \"vmailadm init\", or restore a backup\n"
        )
        #expect(try client.ask("Lshared/userdb/nobody@d.example\n").hasPrefix("F"))
        #expect(try client.ask("I0\t0\tshared/userdb/\n").hasPrefix("F"))
        #expect(rename(aside, client.database.path) == 0)
        #expect(try client.ask("Lshared/userdb/u@d.example\n") == Self.found + "\n")
        // One line at once for all failures of a kind, and then their number.
        #expect(client.log.lines.count == 1)
        client.worker.log.reportRepeated()
        #expect(client.log.lines.count == 2)
        #expect(client.log.lines[0].hasPrefix("error: userdb u@d.example: database "))
        #expect(client.log.lines[1].hasPrefix("error: database ") && client.log.lines[1].hasSuffix(" (repeats: 2)"))
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
