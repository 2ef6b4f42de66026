import Foundation
import Glibc

/// A folder for one test, removed with everything in it when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let root: String

    init() throws {
        var template = Array("\(NSTemporaryDirectory())/vmailadm.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Vmailadm.Failure(description: "mkdtemp: \(errno)") }
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path(name)))
    }

    /// What a file holds; bytes that are not UTF-8 come out as replacement characters.
    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path(name))), as: UTF8.self)
    }
}
