import Foundation
import Glibc
import Testing

/// A way in which the database cannot be read. Each is a temporary failure, and none says anything about an account.
enum DatabaseFault: String, CaseIterable, CustomTestStringConvertible {
    case missing
    case unreadable
    case notADatabase = "not a database"
    case empty
    case withoutTables = "without the tables"
    case damaged
    case cut = "cut inside its last page"
    case locked = "locked by a writer"

    var testDescription: String { rawValue }

    /// Runs `body` while the database is like this; afterwards it is as it was before.
    func during(_ accounts: AccountFile, _ body: () throws -> Void) throws {
        let path = accounts.path
        switch self {
        case .missing:
            try withReplacement(of: path, nil, body)
        case .unreadable:
            try withReplacement(of: path, try Data(contentsOf: URL(fileURLWithPath: path)), mode: 0, body)
        case .notADatabase:
            try withReplacement(of: path, Data("This is a letter to the administrator.\n".utf8), body)
        case .empty:
            try withReplacement(of: path, Data(), body)
        case .withoutTables:
            let other = "\(path).other"
            defer { unlink(other) }
            _ = try ChildProcess.run(["sqlite3", other, "CREATE TABLE Letter (text)"])
            try withReplacement(of: path, try Data(contentsOf: URL(fileURLWithPath: other)), body)
        case .damaged:
            // The header and the schema are whole, so it opens; the tables are not.
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            let page = 4_096
            bytes.replaceSubrange(page..., with: Data(repeating: 0xa5, count: bytes.count - page))
            try withReplacement(of: path, bytes, body)
        case .cut:
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            try withReplacement(of: path, bytes.dropLast(2_000), body)
        case .locked:
            try accounts.whileLocked(body)
        }
    }

    /// Files change by rename, as careful administrators do it, under a server that has the old one open.
    private func withReplacement(of path: String, _ contents: Data?, mode: mode_t = 0o664, _ body: () throws -> Void)
        throws
    {
        let kept = "\(path).kept"
        link(path, kept)
        defer { rename(kept, path) }
        if let contents {
            let new = "\(path).new"
            try contents.write(to: URL(fileURLWithPath: new))
            chmod(new, mode)
            rename(new, path)
        } else {
            unlink(path)
        }
        try body()
    }
}
