import Foundation
import Testing

/// `vmailadm explain` says what DESIGN's policy table says, for every state of an account.
@Suite struct ExplainTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let state: String
        let login, delivery: String
        let listed: Bool
        var deny = false
        /// What becomes of mail at RCPT TO.
        let mail: String
        var address = "a@v.example"

        var testDescription: String { state.isEmpty ? "nothing is switched off" : state }
    }

    static let cases = [
        Case(state: "", login: "allowed", delivery: "found", listed: true, mail: "accepted"),
        Case(state: "DELETE FROM VMailbox", login: "unknown", delivery: "unknown", listed: false, mail: "rejected"),
        Case(
            state: "DELETE FROM VMailbox; DELETE FROM Address", login: "unknown", delivery: "unknown", listed: false,
            mail: "rejected"),
        Case(
            state: "UPDATE VMailbox SET active = 0", login: "denied", delivery: "unknown", listed: false,
            mail: "rejected"),
        Case(
            state: "UPDATE Address SET active = 0", login: "denied", delivery: "unknown", listed: false,
            mail: "rejected"),
        Case(
            state: "UPDATE Address SET active = -1", login: "denied", delivery: "found", listed: true, deny: true,
            mail: "accepted"),
        Case(
            state: "UPDATE VMailbox SET active = -1", login: "denied", delivery: "found", listed: true, deny: true,
            mail: "accepted"),
        Case(
            state: "UPDATE Domain SET active = 0", login: "allowed", delivery: "found", listed: true, mail: "rejected"),
        Case(
            state: "UPDATE Address SET active = 7", login: "allowed", delivery: "found", listed: true, mail: "accepted"),
        Case(
            state: "UPDATE Address SET active = NULL", login: "temporary failure", delivery: "temporary failure",
            listed: false, mail: "temporary failure"),
        Case(
            state: "UPDATE VMailbox SET active = 'yes'", login: "temporary failure", delivery: "temporary failure",
            listed: false, mail: "temporary failure"),
        Case(
            state: "UPDATE Address SET active = -1; UPDATE VMailbox SET active = 0", login: "denied",
            delivery: "unknown",
            listed: false, deny: true, mail: "rejected"),
        Case(
            state: "UPDATE Address SET addLocalpart = ''", login: "denied", delivery: "unknown", listed: false,
            mail: "rejected", address: "@v.example"),
        Case(
            state: "UPDATE Domain SET domClass = 1", login: "temporary failure", delivery: "temporary failure",
            listed: false, mail: "accepted"),
        Case(
            state: "UPDATE VMailbox SET vmPasswd = '{NOSUCH}x'", login: "denied", delivery: "found", listed: true,
            mail: "accepted"),
    ]

    @Test(arguments: cases) func followsThePolicy(expected: Case) throws {
        let database = try TestDatabase(Self.account + expected.state)
        let run = try database.vmailadm(["explain", "--json", expected.address])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
        #expect(answer.login.verdict == expected.login)
        #expect(answer.delivery.verdict == expected.delivery)
        #expect(answer.isListed == expected.listed)
        #expect(answer.isLoginBlocked == expected.deny)
        #expect(answer.postfix.recipient.verdict == expected.mail)
        #expect(run.status == (expected.state.contains("FROM Address") ? 1 : 0))
    }

    @Test func aFoundUserGetsWhatTheSettingsSay() throws {
        let database = try TestDatabase(Self.account)
        let run = try database.vmailadm(["explain", "--json", "A@V.Example"])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(run.output.utf8))
        #expect(answer.address == "a@v.example")
        #expect(
            answer.mailbox
                == .init(uid: 842, gid: 800, home: "\(database.folder.root)/vmail/v.example/a", mail: "maildir:~/Mail"))
        #expect(answer.password?.scheme == "PLAIN")
        #expect(!(run.output + run.errors).contains("cool"))
    }

    @Test func aNameThatNoLookUpMatchesIsPointedOut() throws {
        let database = try TestDatabase(Self.account + "UPDATE Address SET addLocalpart = 'A'")
        let run = try database.vmailadm("explain a@v.example")
        #expect(run.status == 1)
        #expect(run.output.contains("warning: there is also A@v.example, which no look-up matches"))
    }

    @Test func aDatabaseThatCanNotBeReadIs75() throws {
        let database = try TestDatabase(Self.account)
        #expect(try database.whileLocked { try database.vmailadm("explain a@v.example") }.status == 75)
        #expect(try database.vmailadm("explain a@v.example --database \(database.path).gone").status == 75)
    }

    /// What the servers cannot tell, it does not tell either.
    @Test func aSenderThatCannotBeToldIs75() throws {
        let arguments = ["explain", "--from", "a@v.example", "--as", "a@v.example"]
        let database = try TestDatabase(Self.account)
        #expect(try database.vmailadm(arguments).status == 0)
        #expect(try database.whileLocked { try database.vmailadm(arguments) }.status == 75)
        try database.execute("INSERT INTO Sender VALUES (1, 'x@v.example', NULL)")
        let unsure = try database.vmailadm("explain --from x@v.example --as a@v.example --json")
        #expect(unsure.status == 75)
        #expect(unsure.output.contains("\"isAllowed\" : null"))
        #expect(unsure.output.contains("Sender.active is not an integer"))
        #expect(try database.vmailadm("explain --from x@v.example --as a@v.example").output.contains("cannot be told"))
    }

    @Test(arguments: [
        "explain", "explain --from a@v.example", "explain --as a@v.example", "explain a --as a@v.example",
    ])
    func oneQuestionAtATime(command: String) throws {
        #expect(try TestDatabase(Self.account).vmailadm(command).status == 64)
    }

    private static let account = """
        INSERT INTO Domain (domNum, domName, domClass) VALUES (1, 'v.example', 842);
        INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES (1, 'a', 1);
        INSERT INTO VMailbox (vmNum, vmPasswd) VALUES (1, '{PLAIN}whatAcoolPassword');

        """

    private struct Answer: Decodable {
        struct Verdict: Decodable { let verdict: String }
        struct Mailbox: Decodable, Equatable {
            let uid, gid: Int
            let home, mail: String
        }
        struct Password: Decodable { let scheme: String? }
        struct Postfix: Decodable { let recipient: Verdict }

        let address: String
        let login, delivery: Verdict
        let isListed: Bool
        let isLoginBlocked: Bool?
        let mailbox: Mailbox?
        let password: Password?
        let postfix: Postfix
    }
}
