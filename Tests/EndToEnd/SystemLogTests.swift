import Foundation
import Testing

/// The line in the system log of each change, as syslog(3) sends it to /dev/log.
@Suite struct SystemLogTests {
    private let folder: String
    private let program = "\(Repository.programs)/vmailadm"

    init() throws {
        folder = try temporaryFolder(prefix: "vmail-log.")
        try FileManager.default.createDirectory(atPath: "\(folder)/dev", withIntermediateDirectories: true)
    }

    /// Runs vmailadm where /dev is a folder of the test, as root and for anna.
    private func vmailadm(_ words: String, input: String = "", sudoUser: String = "anna") throws -> CommandOutput {
        let script = "mount --bind \"$0/dev\" /dev && exec \"$@\""
        return try ChildProcess.run(
            ["unshare", "--mount", "env", "SUDO_USER=\(sudoUser)", "sh", "-c", script, folder, program]
                + ["--database", "\(folder)/mail.sqlite"] + words.split(separator: " ").map(String.init), input: input)
    }

    /// What follows the priority, the time and the process in a message: 86 is authpriv.info (RFC 3164).
    private func text(_ message: [String]?) throws -> String {
        let line = try #require(message?.first)
        #expect(line.hasPrefix("<86>"))
        let end = try #require(line.firstRange(of: #/vmailadm\[[0-9]+\]: /#)?.upperBound)
        return line[end...].trimmingCharacters(in: ["\0"])
    }

    @Test func eachChangeIsOneLineWithoutASecret() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = try UnixSocket(toldAt: "\(folder)/dev/log")
        let hash = "{PLAIN}whatAcoolPassword"
        for (command, input, line) in [
            ("init", "", "init: made \(folder)/mail.sqlite"),
            ("domain add v.example --mailbox --uid 842", "", "domain add: added Domain v.example: mailbox 842"),
            (
                "mailbox add a@v.example --hash \(hash)", "",
                "mailbox add: added Address a@v.example; added VMailbox a@v.example"
            ),
            (
                "mailbox passwd a@v.example --password-stdin -s PLAIN", "another cool one\n",
                "mailbox passwd: changed VMailbox a@v.example: vmPasswd"
            ),
            ("import - -s PLAIN", "b@v.example,another cool one\n", "import: added mailboxes: 1, from standard input"),
            (
                "mailbox remove a@v.example", "",
                "mailbox remove: removed VMailbox a@v.example; removed Address a@v.example"
            ),
        ] {
            let run = try vmailadm(command, input: input)
            #expect(run.status == 0, "\(command): \(run.errors)")
            #expect(try text(log.message(within: 10)) == "uid 0 (SUDO_USER anna): \(line)")
        }
        #expect(try vmailadm("login disable --domain v.example", sudoUser: "x\ny").status == 0)
        #expect(
            try text(log.message(within: 10))
                == "uid 0 (SUDO_USER x\\x0ay): login disable: changed Domain v.example: active 1 to -1")
    }

    @Test func whatChangesNothingIsNotLogged() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let log = try UnixSocket(toldAt: "\(folder)/dev/log")
        #expect(try vmailadm("init").status == 0)
        _ = log.message(within: 10)
        for command in ["domain add v.example --alias --dry-run", "domain list", "domain remove none.example", "check"]
        {
            _ = try vmailadm(command)
        }
        #expect(log.message(within: 0) == nil)
    }

    @Test func withoutASystemLogTheChangeIsMade() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for command in ["init", "domain add v.example --alias"] {
            let run = try vmailadm(command)
            #expect(run.status == 0)
            #expect(run.errors.split(separator: "\n").allSatisfy { $0.contains("note: ") })
        }
        #expect(try vmailadm("domain list").output.contains("v.example"))
    }
}
