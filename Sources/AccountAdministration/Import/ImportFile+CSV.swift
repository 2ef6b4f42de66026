import Authentication
import PasswordSchemes
import SecretBytes
import TerminalText

extension ImportFile {
    /// Reads CSV: with a first line of column names, or `address,hash` and `address,password` without one.
    static func readCSV(_ bytes: UnsafeRawBufferPointer) throws(LineError) -> [ImportedAccount] {
        var reader = CSVReader(bytes)
        var accounts: [ImportedAccount] = []
        guard let first = try reader.next() else { return accounts }
        // An address has an @, so this is a heading.
        let hasHeader = first.fields.indices.contains { ImportColumn.named(first.text($0)) == .address }
        let header = hasHeader ? try columns(of: first) : nil
        if !hasHeader { accounts.append(try account(first, unnamedColumns(of: first))) }
        while let record = try reader.next() {
            let columns = if let header { header } else { try unnamedColumns(of: record) }
            accounts.append(try account(record, columns))
        }
        return accounts
    }

    private static func columns(of record: borrowing CSVReader.Record) throws(LineError) -> [ImportColumn] {
        var columns: [ImportColumn] = []
        for index in record.fields.indices {
            let name = record.text(index)
            guard let column = ImportColumn.named(name) else {
                throw LineError(record.line, "there is no column \(printable(name.utf8)), only \(ImportColumn.names)")
            }
            guard !columns.contains(column) else {
                throw LineError(record.line, "names the column \(column.rawValue) twice")
            }
            columns.append(column)
        }
        guard columns.contains(.hash) || columns.contains(.password) else {
            throw LineError(record.line, "names neither a column hash nor a column password")
        }
        return columns
    }

    private static func account(
        _ record: borrowing CSVReader.Record, _ header: [ImportColumn]
    ) throws(LineError) -> ImportedAccount {
        guard record.fields.count == header.count else {
            throw LineError(
                record.line, "has \(record.fields.count) fields where the first line names \(header.count) columns")
        }
        var columns: [ImportColumn: Int64] = [:]
        for (index, column) in header.enumerated() where ImportColumn.numbers.contains(column) {
            columns[column] = try record.number(index, column)
        }
        let senders = try header.firstIndex(of: .sndAddress).map { index throws(LineError) in
            try ImportedAccount.senders(record.text(index), line: record.line)
        }
        let hash = header.firstIndex(of: .hash)
        let password = header.firstIndex(of: .password)
        // If there are both columns, the password is for the lines without a hash.
        let isHash = password == nil || hash.map { !record.isEmpty($0) } ?? false
        guard let index = isHash ? hash : password, isHash || !record.isEmpty(index) else {
            throw LineError(record.line, "has no password")
        }
        return ImportedAccount(
            line: record.line, name: try record.name(header.firstIndex(of: .address) ?? 0),
            secret: ImportedSecret(isHash: isHash, record.secret(index)), columns: columns, senders: senders ?? [])
    }

    /// The columns of a line in a file without column names. A second field that names a scheme is a hash.
    private static func unnamedColumns(of record: borrowing CSVReader.Record) throws(LineError) -> [ImportColumn] {
        guard record.fields.count == 2 else {
            throw LineError(
                record.line,
                "has \(record.fields.count) fields where an address and a password belong; "
                    + "for others, begin the file with a line that names the columns (\(ImportColumn.names))")
        }
        let secret = record.secret(1)
        let first = secret.withUnsafeBytes { $0.first }
        guard first != UInt8(ascii: "$") else {
            throw LineError(
                record.line,
                "has a hash without {SCHEME}, or a password that looks like one; "
                    + "begin the file with a line address,hash or address,password")
        }
        let isHash = first == UInt8(ascii: "{") && PasswordVerifier().schemeName(of: secret) != nil
        return [.address, isHash ? .hash : .password]
    }
}

extension CSVReader.Record {
    fileprivate func isEmpty(_ index: Int) -> Bool { fields.indices.contains(index) && fields[index].isEmpty }

    /// A field that is no secret.
    fileprivate func text(_ index: Int) -> String { withField(index) { String(decoding: $0, as: UTF8.self) } }

    fileprivate func secret(_ index: Int) -> SecretBytes { withField(index) { SecretBytes(copying: $0) } }

    fileprivate func name(_ index: Int) throws(LineError) -> AccountName {
        try withField(index) { (bytes) throws(LineError) in try AccountName(imported: bytes, line: line) }
    }

    /// A whole number; nil for an empty field.
    fileprivate func number(_ index: Int, _ column: ImportColumn) throws(LineError) -> Int64? {
        let text = text(index)
        if text.isEmpty { return nil }
        guard let number = Int64(text) else { throw LineError(line, "\(column.rawValue) is no whole number") }
        return number
    }
}
