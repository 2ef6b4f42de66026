import Authentication
import FoundationEssentials
import SecretBytes
import TerminalText

extension ImportFile {
    /// Reads JSON Lines: an object a line, with the columns as keys.
    ///
    /// A password passes through the JSON library, which does not wipe what it reads.
    static func readJSONLines(_ bytes: UnsafeRawBufferPointer) throws(LineError) -> [ImportedAccount] {
        let decoder = JSONDecoder()
        var accounts: [ImportedAccount] = []
        var line = 0
        for text in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            line += 1
            if text.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }) {
                continue
            }
            accounts.append(try account(Data(text), line: line, decoder))
        }
        return accounts
    }

    private static func account(_ text: Data, line: Int, _ decoder: JSONDecoder) throws(LineError) -> ImportedAccount {
        let object: AccountObject
        do {
            object = try decoder.decode(AccountObject.self, from: text)
        } catch let error as AccountObject.Mistake {
            throw LineError(line, error.problem)
        } catch {
            throw LineError(line, "is no JSON object")
        }
        let secret: ImportedSecret
        switch (object.hash, object.password) {
        case (let hash?, nil): secret = ImportedSecret(isHash: true, SecretBytes(copying: hash.utf8))
        case (nil, let password?) where !password.isEmpty:
            secret = ImportedSecret(isHash: false, SecretBytes(copying: password.utf8))
        case (nil, _): throw LineError(line, "has no password")
        case (.some, .some): throw LineError(line, "has both a hash and a password")
        }
        let name = try AccountName(imported: object.address.utf8, line: line)
        return ImportedAccount(line: line, name: name, secret: secret, columns: object.columns)
    }
}

/// A line of a JSON Lines file.
struct AccountObject {
    let address: String
    var hash: String?
    var password: String?
    var columns: [ImportColumn: Int64] = [:]

    /// The problem of an object. It quotes no value.
    struct Mistake: Error {
        let problem: String
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
        init(_ column: ImportColumn) { stringValue = column.rawValue }
    }
}

extension AccountObject: Codable {
    init(from decoder: any Decoder) throws {
        let object = try decoder.container(keyedBy: Key.self)
        func value<Value: Decodable>(_ column: ImportColumn, _ kind: String) throws -> Value? {
            do {
                return try object.decodeIfPresent(Value.self, forKey: Key(column))
            } catch {
                throw Mistake(problem: "\(column.rawValue) is no \(kind)")
            }
        }
        for key in object.allKeys where ImportColumn(rawValue: key.stringValue) == nil {
            throw Mistake(
                problem: "there is no key \(printable(key.stringValue.utf8)), only \(ImportColumn.names)")
        }
        guard let address: String = try value(.address, "text") else { throw Mistake(problem: "has no address") }
        self.init(address: address, hash: try value(.hash, "text"), password: try value(.password, "text"))
        for column in ImportColumn.numbers { columns[column] = try value(column, "whole number") }
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: Key.self)
        try object.encode(address, forKey: Key(.address))
        try object.encode(hash, forKey: Key(.hash))
        for column in ImportColumn.numbers { try object.encode(columns[column], forKey: Key(column)) }
    }
}
