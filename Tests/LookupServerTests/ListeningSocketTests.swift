import Foundation
import TestSupport
import Testing

@testable import LookupServer

@Suite struct ListeningSocketTests {
    static func open(_ path: String, mode: UInt32 = 0o660) -> ListeningError? {
        do throws(ListeningError) {
            let socket = try ListeningSocket(path: path, mode: mode)
            close(socket.descriptor)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [0o660, 0o600, 0o666] as [UInt32]) func theFileHasTheModeAndGoesWithTheSocket(mode: UInt32) throws
    {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s"
        do {
            let socket = try ListeningSocket(path: path, mode: mode)
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == mode)
            #expect(status.st_mode & S_IFMT == S_IFSOCK)
            close(socket.descriptor)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func aStaleSocketIsReplaced() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s"
        let stale = try ListeningSocket(path: path, mode: 0o600)
        close(stale.descriptor)
        #expect(FileManager.default.fileExists(atPath: path))
        let socket = try ListeningSocket(path: path, mode: 0o600)
        #expect(FileManager.default.fileExists(atPath: path))
        close(socket.descriptor)
        // The end of the stale one leaves the new one's file alone.
        _ = consume stale
        #expect(FileManager.default.fileExists(atPath: path))
        _ = consume socket
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func aLiveSocketIsRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/s"
        let live = try ListeningSocket(path: path, mode: 0o600)
        #expect(Self.open(path) == .alive(path))
        #expect(FileManager.default.fileExists(atPath: path))
        close(live.descriptor)
    }

    @Test func anythingElseAtThePathIsLeftAlone() throws {
        let folder = try TemporaryFolder()
        let file = try folder.file("precious", "data")
        #expect(Self.open(file) == .notASocket(file))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "data")
        #expect(Self.open(folder.path) == .notASocket(folder.path))
    }

    @Test func aPathThatCannotBe() throws {
        let folder = try TemporaryFolder()
        let missing = folder.path + "/none/s"
        #expect(Self.open(missing)?.description == "\(missing): cannot listen (No such file or directory)")
        let long = folder.path + "/" + String(repeating: "s", count: 120)
        #expect(Self.open(long) == .tooLong(long))
    }

    @Test func theModeCanBeChangedWhileItListens() throws {
        let folder = try TemporaryFolder()
        let socket = try ListeningSocket(path: folder.path + "/s", mode: 0o600)
        try socket.setMode(0o666)
        var status = stat()
        #expect(stat(folder.path + "/s", &status) == 0)
        #expect(status.st_mode & 0o777 == 0o666)
        close(socket.descriptor)
    }
}
