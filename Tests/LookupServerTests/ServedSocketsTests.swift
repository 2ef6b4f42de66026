import Foundation
import Logging
import NIOCore
import NIOPosix
import Settings
import Supervision
import TestSupport
import Testing

@testable import LookupServer

@Suite struct ServedSocketsTests {
    /// Both endpoints over a database that is not there, for as long as `body` runs.
    private static func serving(
        _ settings: Settings, passed: PassedSockets? = nil,
        _ body: (inout ServedSockets, LineRecorder) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let log = LineRecorder()
        let listening = try await Listening(
            test: group, settings: settings, clients: 100, logger: Logger(label: "test", factory: log.handler),
            onFailure: {})
        let passed = try passed ?? PassedSockets(environment: { _ in nil })
        var sockets = try await ServedSockets(Endpoint.all(passed: passed), settings, listening)
        try await sockets.accept()
        try await body(&sockets, log)
        await sockets.drain(atMost: .seconds(10))
        try await group.shutdownGracefully()
    }

    private static func settings(in folder: TemporaryFolder, postfix: String? = nil) -> Settings {
        var settings = Settings()
        settings.database = folder.path + "/none.sqlite"
        settings.socket = folder.path + "/dict"
        settings.postfixSocket = postfix.map { "\(folder.path)/\($0)" }
        return settings
    }

    /// What is spoken at `path`; nil if nothing listens there.
    private static func `protocol`(at path: String) async -> String? {
        func ask(_ text: String) async -> String {
            await Task.detached { ListenerTests.converse(path, Array(text.utf8)).joined(separator: "\n") }.value
        }
        if await ask("7:nomap x,").contains("PERM there is no map") { return "socketmap" }
        return await ask("H3\t2\t0\t\tuserdb\nLshared/userdb/u@d.example\n").hasPrefix("F") ? "dict" : nil
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
    }

    @Test func bothSocketsOfOneProcessAnswer() async throws {
        let folder = try TemporaryFolder()
        var settings = Self.settings(in: folder, postfix: "postfix")
        settings.postfixSocketMode = 0o606
        try await Self.serving(settings) { sockets, _ in
            #expect(sockets.paths == [folder.path + "/dict", folder.path + "/postfix"])
            #expect(await Self.protocol(at: folder.path + "/dict") == "dict")
            #expect(await Self.protocol(at: folder.path + "/postfix") == "socketmap")
            #expect(Self.mode(of: folder.path + "/dict") == 0o660 && Self.mode(of: folder.path + "/postfix") == 0o606)
        }
        #expect(Self.mode(of: folder.path + "/dict") == nil && Self.mode(of: folder.path + "/postfix") == nil)
    }

    @Test func otherSettingsMakeMoveAndRemovePostfixsSocket() async throws {
        let folder = try TemporaryFolder()
        let (none, first, second) = (
            Self.settings(in: folder), Self.settings(in: folder, postfix: "one"),
            Self.settings(in: folder, postfix: "two")
        )
        try await Self.serving(none) { sockets, log in
            #expect(sockets.paths == [folder.path + "/dict"])
            var active = none
            for (settings, one, two) in [
                (first, "socketmap", nil), (second, nil, "socketmap"), (none, nil, nil), (second, nil, "socketmap"),
            ] as [(Settings, String?, String?)] {
                try await sockets.apply(settings, insteadOf: active, drainAtMost: .seconds(10))
                active = settings
                #expect(await Self.protocol(at: folder.path + "/one") == one)
                #expect(await Self.protocol(at: folder.path + "/two") == two)
                #expect(await Self.protocol(at: folder.path + "/dict") == "dict")
                #expect(sockets.paths.count == (one == nil && two == nil ? 1 : 2))
            }
            var open = second
            open.postfixSocketMode = 0o666
            try await sockets.apply(open, insteadOf: active, drainAtMost: .seconds(10))
            #expect(Self.mode(of: folder.path + "/two") == 0o666)
            #expect(!log.lines.contains { $0.contains("are not used") })
        }
    }

    @Test func aSocketThatCannotBeMadeChangesNothing() async throws {
        let folder = try TemporaryFolder()
        let settings = Self.settings(in: folder, postfix: "postfix")
        try await Self.serving(settings) { sockets, _ in
            var wrong = Self.settings(in: folder, postfix: "missing/postfix")
            wrong.socket = folder.path + "/other"
            await #expect(throws: ListeningError.self) {
                try await sockets.apply(wrong, insteadOf: settings, drainAtMost: .seconds(10))
            }
            #expect(sockets.paths == [folder.path + "/dict", folder.path + "/postfix"])
            #expect(await Self.protocol(at: folder.path + "/dict") == "dict")
            #expect(await Self.protocol(at: folder.path + "/postfix") == "socketmap")
            #expect(await Self.protocol(at: folder.path + "/other") == nil)
        }
    }

    /// It is served although no setting names one, and the settings that would change it are named.
    @Test func aPassedSocketIsPostfixs() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/passed"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let address = try #require(UnixSocketAddress(path: path))
        #expect(address.withSockaddr { bind(descriptor, $0, $1) == 0 } && listen(descriptor, 10) == 0)
        let variables = ["LISTEN_PID": "\(getpid())", "LISTEN_FDS": "1", "LISTEN_FDNAMES": "postfix"]
        let passed = try PassedSockets(environment: { variables[$0] }, first: descriptor)
        let settings = Self.settings(in: folder)
        try await Self.serving(settings, passed: passed) { sockets, log in
            #expect(sockets.paths == [folder.path + "/dict", path])
            #expect(await Self.protocol(at: path) == "socketmap")
            let other = Self.settings(in: folder, postfix: "other")
            try await sockets.apply(other, insteadOf: settings, drainAtMost: .seconds(10))
            #expect(await Self.protocol(at: folder.path + "/other") == nil)
            #expect(await Self.protocol(at: path) == "socketmap")
            #expect(
                log.lines.contains { $0.hasPrefix("warning: postfix_socket and postfix_socket_mode are not used: ") })
        }
        // The service manager's: it stays.
        #expect(Self.mode(of: path) != nil)
    }
}
