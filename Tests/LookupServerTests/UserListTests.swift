import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import LookupServer

@Suite struct UserListTests {
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
        #expect(try client.ask(SessionHandlerTests.hello + "I9\t0\tshared/userdb/\tx\n") == both)
        #expect(try client.ask("I0\t1\tshared/userdb/\tx\n") == SessionHandlerTests.listed)
        #expect(try client.ask("I0\t0\tshared/userdb/u\tx\n") == SessionHandlerTests.listed)
        #expect(try client.ask("I16\t0\tshared/userdb/u@d.example\tx\n") == SessionHandlerTests.listed)
        #expect(try client.ask("I16\t0\tshared/userdb/u\tx\n") == "\n")
        #expect(try client.ask("I2\t0\tshared/userdb/\tx\n") == "Fuserdb: lists are not sorted here\n")
        for path in ["shared/", "priv/userdb/", "shared/passdb/", ""] {
            #expect(try client.ask("I0\t0\t\(path)\tx\n").hasPrefix("Fuserdb: there is nothing to list at"), "\(path)")
        }
        #expect(try client.ask("Lshared/userdb/u@d.example\n") == SessionHandlerTests.found + "\n")
    }

    /// More rows than a part has, with commands behind that wait for their turn.
    @Test func aLongList() throws {
        let client = try Client(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """)
        try client.send(SessionHandlerTests.hello + "I0\t0\tshared/userdb/\tx\nLshared/userdb/u@d.example\n")
        client.channel.embeddedEventLoop.run()
        let lines = try client.received().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2003)
        #expect(Set(lines[..<2000]).count == 2000)
        #expect(lines[2000] == "" && String(lines[2001]) == SessionHandlerTests.found)
    }

    /// Nothing is sent, nothing is read from the database, and nothing is read from the client while it does not take its replies.
    @Test func aSlowReaderStopsItsList() throws {
        let client = try Client(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """)
        try client.send(SessionHandlerTests.hello)
        client.channel.isWritable = false
        client.channel.pipeline.fireChannelWritabilityChanged()
        try client.send("I0\t0\tshared/userdb/\tx\n")
        client.channel.embeddedEventLoop.run()
        #expect(try client.received() == "")
        // A writer is not kept out meanwhile.
        try client.database.execute("UPDATE VMailbox SET active = 1")
        client.channel.isWritable = true
        client.channel.pipeline.fireChannelWritabilityChanged()
        client.takeTurns()
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
        try client.channel.writeInbound(
            ByteBuffer(string: SessionHandlerTests.hello + "I0\t0\tshared/userdb/\tx\n"))
        client.channel.embeddedEventLoop.run()
        client.channel.embeddedEventLoop.advanceTime(by: .microseconds(25))
        // After the first part of the list, and before the second.
        var text = try client.received()
        #expect(text.count { $0 == "\n" } == 512)
        #expect(rename(other.database.path, client.database.path) == 0)
        client.takeTurns()
        text += try client.received()
        #expect(text.hasPrefix("Oshared/userdb/u@d.example\t\n"))
        #expect(
            text.hasSuffix(
                "\nFuserdb: the list of users ends early: database \(client.database.path): was replaced while it was listed\n"
            ))
    }

    /// Of clients with lists, each has a part, however short, before another has a second; and a look-up waits for none of them.
    @Test func eachPartIsATurn() throws {
        let client = try Client()
        let list = "I0\t0\tshared/userdb/\tx\n"
        try client.channel.writeInbound(
            ByteBuffer(string: SessionHandlerTests.hello + list + list + "Lshared/userdb/u@d.example\n"))
        var order: [Int] = []
        client.worker.turns.wait(on: client.channel.embeddedEventLoop) { order.append(0) }
        client.channel.embeddedEventLoop.run()
        for turn in 1...3 {
            client.channel.embeddedEventLoop.advanceTime(by: .microseconds(25))
            let lines = try client.received().split(separator: "\n", omittingEmptySubsequences: false).count - 1
            order.append(lines)
            client.worker.turns.wait(on: client.channel.embeddedEventLoop) { order.append(-turn) }
        }
        #expect(order == [0, 0, 2, -1, 0])
        client.takeTurns()
        #expect(try client.received() == SessionHandlerTests.listed + SessionHandlerTests.found + "\n")
    }

    /// ITERATE with the flag EXACT_KEY reads one account and no list.
    @Test func anExactKeyIsALookup() throws {
        let client = try Client("INSERT INTO Domain (domName, domClass, active) VALUES ('e.example', 842, NULL);")
        try client.database.execute(
            "INSERT INTO Address (addLocalpart, addDomNum) VALUES ('x', 2); INSERT INTO VMailbox (vmNum) VALUES (2);")
        for (key, reply) in [
            ("u@d.example", SessionHandlerTests.listed), ("U@d.example", "\n"), ("nobody@d.example", "\n"), ("", "\n"),
        ] {
            #expect(
                try client.ask(
                    (key == "u@d.example" ? SessionHandlerTests.hello : "") + "I16\t1\tshared/userdb/\(key)\tx\n")
                    == reply, "\(key)")
        }
        #expect(try client.ask("I16\t0\tshared/userdb/x@e.example\tx\n").hasPrefix("Fuserdb x@e.example: "))
        #expect(client.worker.counters.lists == 0)
        #expect(client.worker.counters.lookups(.userdb, .found) == 1)
        #expect(client.worker.counters.lookups(.userdb, .unknown) == 3)
    }
}
