import Foundation
import Testing

/// A sender address, and whether ``SubmissionUser`` may use it.
struct SenderCase: Sendable, CustomTestStringConvertible {
    let sender: String
    let answer: RecipientAnswer

    var testDescription: String { "<\(sender)>" }

    static let sql =
        [
            RecipientCase(
                name: "submission",
                rows: [
                    .address(), .mailbox(), .address("other"), .mailbox("other"), .address("sales"),
                    .alias("sales", to: "user"), .address("info"), .alias("info", to: "sales"), .address("team"),
                    .alias("team", to: "user"), .alias("team", to: "other"), .address("former"),
                    .alias("former", to: "user", active: "0"),
                ], answer: .accepted)
        ].map(\.sql).joined() + """
            INSERT INTO Sender SELECT addNum, sender, isOn FROM Address JOIN Domain ON domNum = addDomNum,
                (SELECT 'press@elsewhere.example' AS sender, 1 AS isOn UNION SELECT 'old@elsewhere.example', 0
                 UNION SELECT '@hosted-elsewhere.example', 1)
                WHERE addLocalpart = 'user' AND domName = 'submission.example';

            """

    static let all = [
        SenderCase(sender: "user@submission.example", answer: .accepted),
        SenderCase(sender: "User@Submission.example", answer: .accepted),
        SenderCase(sender: "user+lists@submission.example", answer: .accepted),
        SenderCase(sender: "sales@submission.example", answer: .accepted),
        SenderCase(sender: "info@submission.example", answer: .accepted),
        SenderCase(sender: "team@submission.example", answer: .accepted),
        SenderCase(sender: "", answer: .accepted),
        SenderCase(sender: "press@elsewhere.example", answer: .accepted),
        SenderCase(sender: "anybody@hosted-elsewhere.example", answer: .accepted),
        SenderCase(sender: "old@elsewhere.example", answer: .notTheOwner),
        SenderCase(sender: "other@submission.example", answer: .notTheOwner),
        SenderCase(sender: "former@submission.example", answer: .notTheOwner),
        SenderCase(sender: "nobody@submission.example", answer: .notTheOwner),
        SenderCase(sender: "user@active.example", answer: .notTheOwner),
        SenderCase(sender: "user@elsewhere.example", answer: .notTheOwner),
    ]
}

extension EndToEnd.PostfixTests {
    /// Submission: who may log in, and as whom a login may send.
    @Suite struct SenderTests {
        @Test(arguments: SenderCase.all)
        func loggedIn(_ sender: SenderCase) throws {
            let client = try MailServer.running().connect(.loggedIn)
            #expect(try client.recipient("user@active.example", from: sender.sender) == sender.answer)
        }

        @Test func withoutALoginNothingIsAccepted() throws {
            let server = try MailServer.running()
            let client = try server.connectForLogin()
            #expect(try client.recipient("user@active.example", from: "user@submission.example") == .notTheOwner)
            _ = try client.command("RSET")
            #expect(try client.recipient("user@active.example", from: server.newSender()) == .closed)
        }

        /// From outside, anybody may name any sender: mail of lists and forwarders comes so.
        @Test func onPort25TheSenderIsNotCompared() throws {
            let client = try MailServer.running().connect()
            #expect(try client.recipient("user@active.example", from: "other@submission.example") == .accepted)
        }

        @Test(arguments: ["mailbox-minus-1", "address-minus-1", "domain-minus-1"])
        func whoIsBlockedCannotSendAndGetsMail(domain: String) throws {
            let server = try MailServer.running()
            let user = "user@\(domain).example"
            #expect(try server.connectForLogin().logIn(user, "hunter2").hasPrefix("535 5.7.8 "))
            let subject = "for \(user)"
            let client = try server.connect()
            #expect(try client.recipient(user, from: server.newSender()) == .accepted)
            #expect(try client.message(subject: subject).hasPrefix("250 "))
            try eventually("the mail is delivered") {
                try server.mails("user", "\(domain).example").contains { $0.contains("Subject: \(subject)\n") }
            }
        }

        @Test(arguments: [("user@active.example", "hunter3"), ("nobody@active.example", "hunter2")])
        func whoIsUnknownCannotLogIn(user: String, password: String) throws {
            #expect(try MailServer.running().connectForLogin().logIn(user, password).hasPrefix("535 5.7.8 "))
        }

        @Test func port587WantsTLS() throws {
            let server = try MailServer.running()
            let client = try SMTPClient(port: server.postfix.submission)
            #expect(try client.command("MAIL FROM:<>") == "530 5.7.0 Must issue a STARTTLS command first")

            let subject = "by STARTTLS \(server.newSender())"
            let sent = try ChildProcess.run(
                [
                    "curl", "--disable", "--silent", "--show-error", "--noproxy", "*", "--max-time", "60", "--insecure",
                    "--ssl-reqd", "--config", "\(try Self.password(server))", "--mail-from", SubmissionUser.name,
                    "--mail-rcpt", "other@submission.example", "--upload-file", "-",
                    "smtp://127.0.0.1:\(server.postfix.submission)/client.example",
                ], input: "Subject: \(subject)\r\n\r\nHello.\r\n")
            #expect(sent.status == 0, "\(sent.errors)")
            try eventually("the mail is delivered") {
                try server.mails("other", "submission.example").contains { $0.contains("Subject: \(subject)\n") }
            }
        }

        /// A file with the user and the password, for curl.
        private static func password(_ server: MailServer) throws -> String {
            let path = "\(server.postfix.folder)/curl"
            let line = "user = \"\(SubmissionUser.name):\(SubmissionUser.password)\"\n"
            try Data(line.utf8).write(to: URL(fileURLWithPath: path))
            return path
        }
    }
}
