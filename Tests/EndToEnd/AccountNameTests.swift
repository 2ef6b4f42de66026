import Foundation
import Testing

/// A name that the database can have, and what a Dovecot with our samples makes of it. Its login always works.
struct NameCase: Sendable, CustomTestStringConvertible {
    let name: String
    /// How SMTP and LMTP write it (RFC 5321, 4.1.2).
    var recipient: String
    /// The code of the reply to RCPT, or to the message.
    var lmtp: [String: String]
    /// Where the mail goes.
    var mailbox: String

    var testDescription: String { name }

    init(
        _ name: String, recipient: String? = nil, lmtp23: String = "250", lmtp24: String = "250", mailbox: String? = nil
    ) {
        self.name = name
        self.recipient = recipient ?? name
        self.lmtp = ["2.3": lmtp23, "2.4": lmtp24]
        self.mailbox = mailbox ?? name
    }

    var parts: (localpart: String, domain: String) {
        let at = name.firstIndex(of: "@") ?? name.endIndex
        return (String(name[..<at]), String(name[at...].dropFirst()))
    }

    /// `doveadm user` takes these for wildcards.
    var isMask: Bool { name.contains("*") || name.contains("?") }

    private static let domain = "names.example"

    static let all =
        [
            NameCase("o'brien@\(domain)"),
            NameCase("a&b@\(domain)"),
            // All that RFC 5322 allows in an atom but the recipient delimiter and "/", which is no name of ours.
            NameCase("x!#$%&'=^_`{|}~.-y@\(domain)"),
            NameCase("-x@\(domain)"),
            NameCase("~root@\(domain)"),
            NameCase("x*y@\(domain)"),
            NameCase("x?y@\(domain)"),
            NameCase("*@\(domain)"),
            // Dovecot's variables are not expanded.
            NameCase("%u@\(domain)"),
            NameCase("%{user}@\(domain)"),
            NameCase("%h%%d@\(domain)"),
            // What needs quotes.
            NameCase(#"a "b\c@\#(domain)"#, recipient: #""a \"b\\c"@\#(domain)"#),
            NameCase("(a),<b>;[c]:@\(domain)", recipient: "\"(a),<b>;[c]:\"@\(domain)"),
            NameCase(".a..b.@\(domain)", recipient: "\".a..b.\"@\(domain)"),
            // The rest is an extension of the name before it: of a mailbox that is there, and of one that is not.
            NameCase("user@\(domain)"),
            NameCase("user+tag@\(domain)", mailbox: "user@\(domain)"),
            NameCase("only+tag@\(domain)", lmtp23: "550", lmtp24: "550"),
            NameCase("müller@\(domain)", lmtp23: "501"),
            NameCase("名@\(domain)", lmtp23: "501"),
            NameCase("user@bücher.example", lmtp23: "501"),
            NameCase("user@under_score.example"),
            NameCase("user@a'b.example", lmtp23: "501", lmtp24: "501"),
            NameCase("user@p%n.example", lmtp23: "501", lmtp24: "501"),
        ]

    static let sql: String = {
        func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
        let domains = Set(all.map(\.parts.domain)).map { domain in
            "INSERT INTO Domain (domName, domClass) VALUES (\(quoted(domain)), 842);\n"
        }
        let accounts = all.map { account in
            """
            INSERT INTO Address (addLocalpart, addDomNum)
                SELECT \(quoted(account.parts.localpart)), domNum FROM Domain
                WHERE domName = \(quoted(account.parts.domain));
            INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (last_insert_rowid(), '{PLAIN}hunter2');

            """
        }
        return (domains + accounts).joined()
    }()
}

extension DeliveryAnswer {
    /// The reply's code.
    fileprivate var code: String {
        switch self {
        case .found: "250"
        case .unknown: "550"
        case .deferred: "451"
        case .other(let reply): String(reply.prefix(3))
        }
    }
}

extension EndToEnd {
    /// The samples set `auth_username_chars`, so that Dovecot itself refuses none of our names.
    @Suite(.serialized, .deployments(sql: NameCase.sql))
    struct AccountNameTests {
        @Test(arguments: Setup.all, NameCase.all)
        func account(_ setup: Setup, _ account: NameCase) throws {
            let deployment = try Fleet.deployment(setup)
            #expect(try deployment.login(account.name, "hunter2") == .allowed)
            #expect(try deployment.smtpAuth(account.name, "hunter2") == .allowed)

            let folder = Self.newMail(in: account.mailbox, of: deployment)
            let before = Self.files(folder)
            let code = try deployment.deliver(to: account.recipient).code
            #expect(code == account.lmtp[setup.driver.version])
            #expect(Self.files(folder) == before + (code == "250" ? 1 : 0))

            if !account.isMask {
                #expect(try deployment.userAnswer(account.name) == .found)
                let home = "\(deployment.place.inside)/vmail/\(account.parts.domain)/\(account.parts.localpart)"
                #expect(try deployment.userFields(account.name)["home"] == home)
            } else if setup.features.contains(.listing) {
                #expect(try deployment.doveadm(["user", account.name]).lines.contains(account.name))
            }
        }

        /// Postfix sends no mail that needs SMTPUTF8 to a server that does not offer it.
        @Test(arguments: Setup.all)
        func lmtpTakesNoSMTPUTF8(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            let client = try LMTPClient(port: deployment.ports.lmtp)
            #expect(!client.offers.contains("SMTPUTF8"))
            let answer = try client.deliver(to: "müller@names.example", subject: "", parameters: " SMTPUTF8")
            #expect(answer.code == "555")
        }

        private static func newMail(in mailbox: String, of deployment: Deployment) -> String {
            let parts = NameCase(mailbox).parts
            return "\(deployment.place.outside)/vmail/\(parts.domain)/\(parts.localpart)/Mail/new"
        }

        private static func files(_ folder: String) -> Int {
            (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
        }
    }

    /// What the samples advise about.
    @Suite(
        .serialized,
        .deployments(
            sql: NameCase.sql, settings: { _ in "recipient_delimiter =\nauth_master_user_separator = *\n" }))
    struct NameSettingTests {
        @Test(arguments: Setup.with(.listing))
        func withoutADelimiterTheWholeNameGetsTheMail(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            #expect(try deployment.deliver(to: "only+tag@names.example") == .found)
        }

        /// Not even where a later passdb would let everybody in.
        @Test(arguments: Setup.with(.listing))
        func aNameWithTheMasterUserSeparatorIsRefused(_ setup: Setup) throws {
            let deployment = try Fleet.deployment(setup)
            #expect(try deployment.login("x*y@names.example", "hunter2") == .denied)
            #expect(try deployment.login("user@names.example*o'brien@names.example", "hunter2") == .denied)
            #expect(try deployment.deliver(to: "x*y@names.example") == .unknown)
            #expect(try deployment.login("user@names.example", "hunter2") == .allowed)
        }
    }
}
