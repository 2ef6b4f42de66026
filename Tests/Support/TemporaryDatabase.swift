import CSQLite
import Foundation

/// A database in a folder of its own, made from `dovecot/schema.sql`; both are gone when the value is.
public final class TemporaryDatabase {
    /// The folder.
    public let folder: TemporaryFolder
    /// The database file in it.
    public let path: String

    /// A database with these statements run on it. `schema` false leaves out the schema.
    public init(schema: Bool = true, _ statements: String = "") throws {
        folder = try TemporaryFolder()
        path = folder.path + "/mail.sqlite"
        if schema { try execute(try Self.schema) }
        try execute(statements)
    }

    /// The schema that administrators get.
    public static var schema: String {
        get throws {
            let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            return try String(contentsOf: root.appendingPathComponent("dovecot/schema.sql"), encoding: .utf8)
        }
    }

    /// The statement that adds the table of sender grants to a database without it.
    public static let senderTable = """
        CREATE TABLE IF NOT EXISTS Sender (
            sndNum INTEGER NOT NULL REFERENCES Address (addNum), sndAddress TEXT NOT NULL, active INTEGER DEFAULT 1,
            PRIMARY KEY (sndAddress, sndNum)) WITHOUT ROWID;
        """

    /// Runs statements as somebody else would, on a connection of their own.
    public func execute(_ statements: String) throws {
        try Writer(path).execute(statements)
    }

    /// Somebody else's connection, to hold a lock with.
    public func writer() throws -> Writer { try Writer(path) }
}

/// A connection that writes; closed when the value ends.
public struct Writer: ~Copyable {
    private let handle: OpaquePointer?

    /// Opens or makes the database at `path`.
    public init(_ path: String) throws {
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil)
        handle = opened
        guard code == SQLITE_OK else { throw SupportError("can't open \(path): SQLite error \(code)") }
        sqlite3_busy_timeout(handle, 10_000)
    }

    deinit { sqlite3_close_v2(handle) }

    /// Runs statements.
    public func execute(_ statements: String) throws {
        guard sqlite3_exec(handle, statements, nil, nil, nil) == SQLITE_OK else {
            throw SupportError("\(String(cString: sqlite3_errmsg(handle))) in \(statements)")
        }
    }
}

/// An empty folder with a short path; gone when the value is.
public final class TemporaryFolder {
    /// Its path.
    public let path: String

    /// Makes one.
    public init() throws {
        var template = Array("/tmp/vmail-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SupportError("can't make a folder (errno \(errno))") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file in it, and gives its path.
    public func file(_ name: String, _ text: String) throws -> String {
        let file = path + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        return file
    }
}

/// What a test could not set up.
public struct SupportError: Error, CustomStringConvertible {
    /// Why.
    public let description: String

    /// An error with this text.
    public init(_ description: String) { self.description = description }
}
