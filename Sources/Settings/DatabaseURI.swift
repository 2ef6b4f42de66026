/// The setting `database` where it names PostgreSQL servers: libpq's connection URI (section 34.1.1.2 of PostgreSQL's manual).
public struct DatabaseURI: Equatable, Sendable {
    /// The URI as it was written, with a password if it has one.
    public let text: String

    /// The URI in `text`; nil if that is not one of PostgreSQL, and so a file.
    public init?(_ text: String) {
        guard Self.schemes.contains(where: text.hasPrefix) else { return nil }
        self.text = text
    }

    private static let schemes = ["postgresql://", "postgres://"]

    /// The URI for people: with the user, the hosts and the database, and without passwords and parameters.
    public var name: String {
        let scheme = Self.schemes.first(where: text.hasPrefix) ?? ""
        var rest = text.dropFirst(scheme.count)
        var user: Substring = ""
        // libpq takes a "?" or "/" in a password for something else. It is not shown all the same.
        if let at = rest.lastIndex(of: "@") {
            user = rest[..<at].prefix { $0 != ":" } + "@"
            rest = rest[rest.index(after: at)...]
        }
        return scheme + user + rest.prefix { $0 != "?" }
    }

    /// Whether the URI has a password, of the role or of a TLS key.
    public var hasPassword: Bool {
        let afterScheme = text.drop { $0 != "/" }.dropFirst(2)
        let userInfo = afterScheme.lastIndex(of: "@").map { afterScheme[..<$0] } ?? ""
        if userInfo.contains(":") { return true }
        let names = afterScheme.split(separator: "?", maxSplits: 1).dropFirst().first?
            .split(separator: "&").map { $0.prefix { $0 != "=" } }
        // A name with "%" may be any name.
        return names?.contains { $0.hasSuffix("password") || $0.contains("%") } ?? false
    }
}

extension Settings {
    /// The URI in ``database``; nil if that is a file.
    public var databaseURI: DatabaseURI? { DatabaseURI(database) }

    /// ``database`` for people: without a password.
    public var databaseName: String { databaseURI?.name ?? database }
}
