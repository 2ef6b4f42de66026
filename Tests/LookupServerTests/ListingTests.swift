import Foundation
import NIOCore
import NIOEmbedded
import Testing

@testable import LookupServer

@Suite struct ListingTests {
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
        #expect(try client.ask(DictConnectionTests.hello + "I9\t0\tshared/userdb/\tx\n") == both)
        #expect(try client.ask("I0\t1\tshared/userdb/\tx\n") == DictConnectionTests.listed)
        #expect(try client.ask("I0\t0\tshared/userdb/u\tx\n") == DictConnectionTests.listed)
        #expect(try client.ask("I16\t0\tshared/userdb/u@d.example\tx\n") == DictConnectionTests.listed)
        #expect(try client.ask("I16\t0\tshared/userdb/u\tx\n") == "\n")
        #expect(try client.ask("I2\t0\tshared/userdb/\tx\n") == "Fuserdb: lists are not sorted here\n")
        for path in ["shared/", "priv/userdb/", "shared/passdb/", ""] {
            #expect(try client.ask("I0\t0\t\(path)\tx\n").hasPrefix("Fuserdb: there is nothing to list at"), "\(path)")
        }
        #expect(try client.ask("Lshared/userdb/u@d.example\n") == DictConnectionTests.found + "\n")
    }

    /// More rows than a part has, with commands behind that wait for their turn.
    @Test func aLongList() throws {
        let client = try Client(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """)
        try client.send(DictConnectionTests.hello + "I0\t0\tshared/userdb/\tx\nLshared/userdb/u@d.example\n")
        client.channel.embeddedEventLoop.run()
        let lines = try client.received().split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2003)
        #expect(Set(lines[..<2000]).count == 2000)
        #expect(lines[2000] == "" && String(lines[2001]) == DictConnectionTests.found)
    }

    /// Nothing is sent, nothing is read from the database, and nothing is read from the client while it does not take its replies.
    @Test func aSlowReaderStopsItsList() throws {
        let client = try Client(
            """
            WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
            INSERT INTO Address (addNum, addLocalpart, addDomNum) SELECT i, 'u' || i, 1 FROM n;
            INSERT INTO VMailbox (vmNum) SELECT addNum FROM Address WHERE addNum > 1;
            """)
        try client.send(DictConnectionTests.hello)
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
        try client.channel.writeInbound(
            ByteBuffer(string: DictConnectionTests.hello + "I0\t0\tshared/userdb/\tx\n"))
        // After the first part of the list, and before the second.
        client.channel.embeddedEventLoop.execute { [from = other.database.path, to = client.database.path] in
            _ = rename(from, to)
        }
        client.channel.embeddedEventLoop.run()
        let text = try client.received()
        #expect(text.hasPrefix("Oshared/userdb/u@d.example\t\n"))
        #expect(
            text.hasSuffix(
                "\nFuserdb: the list of users ends early: database \(client.database.path): was replaced while it was listed\n"
            ))
    }
}
