import TestSupport
import Testing

/// The commands under EXAMPLES in vmailadm(8), one after the other on one untouched copy of the HOWTO's example.
@Suite struct ExamplesTests {
    /// The commands, each on one line. Those are at a prompt; what follows a `\` goes on in the next line.
    private static func commands() throws -> [String] {
        var commands: [String] = []
        var isContinued = false
        for case .text(let line) in try ManualPage("vmailadm.8").section("EXAMPLES") {
            if isContinued {
                commands[commands.count - 1] += " " + line
            } else if line.hasPrefix("# ") || line.hasPrefix("$ ") {
                commands.append(String(line.dropFirst(2)))
            } else {
                continue
            }
            isContinued = line.hasSuffix("\\")
            if isContinued { commands[commands.count - 1].removeLast() }
        }
        return commands
    }

    /// What is not for the folder of a test.
    private static func isElsewhere(_ command: String) -> Bool {
        command.contains(" >/")
    }

    @Test func theyWork() throws {
        let folder = try TemporaryFolder()
        let config = try folder.file(
            "vmail-auth.conf",
            """
            database = \(folder.path)/mail.sqlite
            vmail_root = \(folder.path)/vmail
            myhostname = myhostname.example.com
            """)
        let program = "\(Repository.programs)/vmailadm --config \(config)"
        let made = try Run("/bin/sh", ["-c", "\(program) init --example"])
        #expect(made.status == 0, "\(made.errors)")

        let commands = try Self.commands().filter { !Self.isElsewhere($0) && $0 != "vmailadm init" }
        #expect(commands.count > 40)
        let asking = /^vmailadm (mailbox add|mailbox passwd|pw)\b/
        for command in commands {
            let isAsking = command.contains(asking) && !command.contains("pw -l")
            let line =
                command.replacing(/^vmailadm/, with: program)
                + (isAsking ? " --password-stdin" : "")
            let run = try Run("/bin/sh", ["-c", line], input: "whatAcoolPassword\n", in: folder.path)
            // `check` finds the passwords that the example does not have.
            #expect(run.status == (command == "vmailadm check" ? 1 : 0), "\(command): \(run.errors)")
        }
    }
}
