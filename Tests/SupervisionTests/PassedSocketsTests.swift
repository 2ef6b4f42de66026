import Foundation
import TestSupport
import Testing

@testable import Supervision

@Suite(.serialized) struct PassedSocketsTests {
    private static let ours = String(getpid())

    private static func passed(
        process: String? = ours, count: String? = "1", names: String? = nil, first: Int32 = -1
    ) throws(PassedSocketError) -> PassedSockets {
        let variables = ["LISTEN_PID": process, "LISTEN_FDS": count, "LISTEN_FDNAMES": names]
        return try PassedSockets(environment: { variables[$0] ?? nil }, first: first)
    }

    /// Calls `body` with the first of `count` descriptors in a row that listen at `/s0` and so on in the folder.
    private static func listening(_ count: Int32, _ body: (Int32, String) throws -> Void) throws {
        let folder = try TemporaryFolder()
        // Far from the descriptors that other tests open and close meanwhile.
        let first: Int32 = 700
        for number in 0..<count {
            let socket = TestSocket()
            #expect(socket.bind(to: try #require(UnixSocketAddress(path: "\(folder.path)/s\(number)"))))
            #expect(listen(socket.descriptor, 1) == 0)
            #expect(dup2(socket.descriptor, first + number) == first + number)
        }
        defer { for number in 0..<count { close(first + number) } }
        try body(first, folder.path)
    }

    @Test(
        arguments: [
            (nil, "1"), ("1", "1"), ("", "1"), ("x", "1"), (ours, nil), (ours, "0"),
        ] as [(String?, String?)])
    func noneIsMeantForUs(process: String?, count: String?) throws {
        let sockets = try Self.passed(process: process, count: count, names: "postfix")
        #expect(sockets.dict == nil && sockets.postfix == nil)
    }

    @Test(arguments: [nil, "", "dict", "vmail-dictd.socket"] as [String?])
    func oneForDovecot(names: String?) throws {
        try Self.listening(1) { first, folder in
            let sockets = try Self.passed(names: names, first: first)
            #expect(sockets.dict?.descriptor == first && sockets.dict?.path == folder + "/s0")
            #expect(sockets.postfix == nil)
        }
    }

    @Test func oneForPostfix() throws {
        try Self.listening(1) { first, _ in
            let sockets = try Self.passed(names: "postfix", first: first)
            #expect(sockets.dict == nil && sockets.postfix?.descriptor == first)
        }
    }

    @Test(arguments: [("dict:postfix", 0), ("vmail-dictd.socket:postfix", 0), ("postfix:vmail-dictd.socket", 1)])
    func bothInAnyOrder(names: String, dict: Int32) throws {
        try Self.listening(2) { first, folder in
            let sockets = try Self.passed(count: "2", names: names, first: first)
            #expect(sockets.dict?.descriptor == first + dict && sockets.dict?.path == "\(folder)/s\(dict)")
            #expect(
                sockets.postfix?.descriptor == first + 1 - dict && sockets.postfix?.path == "\(folder)/s\(1 - dict)")
        }
    }

    @Test(
        arguments: [
            ("2", nil, .unnamed("2")), ("2", "", .unnamed("2")), ("-1", nil, .unnamed("-1")), ("", nil, .unnamed("")),
            ("x", nil, .unnamed("x")), ("01", nil, .unnamed("01")),
            ("2", "dict", .count("2", names: "dict")), ("1", "dict:postfix", .count("1", names: "dict:postfix")),
            ("01", "dict", .count("01", names: "dict")), ("x", "dict", .count("x", names: "dict")),
            ("1", "Postfix", .unknownName("Postfix")), ("1", "mail.socket", .unknownName("mail.socket")),
            ("2", ":", .unknownName("")), ("1", "dict", .unsuitable(-1)),
        ] as [(String, String?, PassedSocketError)])
    func whatCannotBeServed(count: String, names: String?, error: PassedSocketError) {
        #expect(throws: error) { try Self.passed(count: count, names: names) }
    }

    @Test(arguments: [
        ("dict:dict", "dict"), ("dict:vmail-dictd.socket", "vmail-dictd.socket"), ("postfix:postfix", "postfix"),
    ])
    func twoForTheSameUse(names: String, second: String) throws {
        try Self.listening(2) { first, _ in
            #expect(throws: PassedSocketError.second(second)) {
                try Self.passed(count: "2", names: names, first: first)
            }
        }
    }

    @Test func errorsSayWhatToDo() {
        let advice =
            "set FileDescriptorName= in the socket unit to dict for Dovecot's socket, and to postfix for Postfix's"
        #expect(
            PassedSocketError.unknownName("mail.socket").description
                == "the service manager passed a socket with the name \"mail.socket\"; \(advice)")
        #expect(PassedSocketError.unnamed("2").description.hasSuffix("; \(advice)"))
    }
}
