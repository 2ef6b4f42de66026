import Foundation
import Glibc
import Testing

/// vmail-checkpassword by itself, with the descriptors and variables that callers give it.
@Suite struct CheckpasswordProcessTests {
    let folder: String
    let accounts: AccountFile

    init() throws {
        folder = try temporaryFolder(prefix: "vmail-e2e-checkpassword.")
        chmod(folder, 0o755)
        accounts = try AccountFile(
            path: folder + "/mail.sqlite",
            """
            INSERT INTO Domain (domName, domClass) VALUES ('d.example', 842);
            INSERT INTO Address (addLocalpart, addDomNum) VALUES ('u', 1), ('off', 1), ('bad', 1);
            INSERT INTO VMailbox (vmNum, active, vmPasswd) VALUES
                (1, 1, '{PLAIN}secret'), (2, -1, '{PLAIN}secret'), (3, 1, '{CRYPT}$6$rounds=999999999$x$tooDear');
            """)
        try FileManager.default.createDirectory(
            atPath: folder + "/vmail/d.example/u", withIntermediateDirectories: true)
        try "vmail_root = \(folder)/vmail\n".write(toFile: folder + "/conf", atomically: true, encoding: .utf8)
    }

    /// Runs it in a shell; `setting` gives descriptor 3 and, before the program's name, variables.
    private func run(
        _ request: [UInt8]?, environment: String = "", options: String = "", program: String = "env", rest: String = ""
    ) throws -> CommandOutput {
        let file = folder + "/request"
        try Data(request ?? []).write(to: URL(fileURLWithPath: file))
        let descriptor = request == nil ? "3<&-" : "3<'\(file)'"
        return try ChildProcess.run([
            "sh", "-c",
            "cd '\(folder)' && exec env \(environment) '\(Repository.programs)/vmail-checkpassword' --config conf "
                + "--database '\(accounts.path)' \(options) \(program) \(descriptor) \(rest)",
        ])
    }

    private func request(_ user: String, _ password: String = "secret") -> [UInt8] {
        Array("\(user)\0\(password)\0\0".utf8)
    }

    private func finish() { try? FileManager.default.removeItem(atPath: folder) }

    // MARK: Exit codes

    struct BadRequest: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]?
        /// For any caller, for Dovecot verifying, for Dovecot looking up.
        let codes: [Int32]
        /// What the one line on standard error has; nil for no line.
        let complaint: String?
    }

    static let badRequests: [BadRequest] = [
        .init(testDescription: "closed", bytes: nil, codes: [111, 111, 111], complaint: "cannot read the request"),
        .init(testDescription: "empty", bytes: [], codes: [2, 111, 111], complaint: "is empty"),
        .init(
            testDescription: "no NUL", bytes: Array("u@d.example".utf8), codes: [2, 111, 111], complaint: "ends before"),
        .init(
            testDescription: "one NUL", bytes: Array("u@d.example\0s".utf8), codes: [2, 111, 111],
            complaint: "ends before"),
        .init(
            testDescription: "513 bytes", bytes: [UInt8](repeating: 0x75, count: 513), codes: [1, 1, 111],
            complaint: "longer than 512"),
        .init(
            testDescription: "a long password",
            bytes: Array("u@d.example\0".utf8) + [UInt8](repeating: 0x75, count: 600), codes: [1, 1, 111],
            complaint: "longer than 512"),
        .init(
            testDescription: "wrong", bytes: Array("u@d.example\0Secret\0\0".utf8), codes: [1, 1, 2], complaint: nil),
        .init(
            testDescription: "nobody", bytes: Array("n@d.example\0secret\0\0".utf8), codes: [1, 1, 3], complaint: nil),
        .init(
            testDescription: "login off", bytes: Array("off@d.example\0secret\0\0".utf8), codes: [1, 1, 2],
            complaint: "off@d.example: the login is denied: "),
        .init(
            testDescription: "too dear", bytes: Array("bad@d.example\0secret\0\0".utf8), codes: [1, 1, 2],
            complaint: "nobody can log in"),
        .init(
            testDescription: "/", bytes: Array("../u@d.example\0secret\0\0".utf8), codes: [1, 1, 3],
            complaint: "contains a /"),
        .init(
            testDescription: "..", bytes: Array("..@d.example\0secret\0\0".utf8), codes: [1, 1, 3], complaint: ". or .."
        ),
        .init(
            testDescription: "TAB", bytes: Array("u\t@d.example\0secret\0\0".utf8), codes: [1, 1, 3],
            complaint: "control character"),
        .init(
            testDescription: "LF", bytes: Array("u\n@d.example\0secret\0\0".utf8), codes: [1, 1, 3],
            complaint: "u\\x0a@d.example"),
        .init(
            testDescription: "two @", bytes: Array("u@d@d.example\0secret\0\0".utf8), codes: [1, 1, 3],
            complaint: "more than one @"),
        .init(testDescription: "no @", bytes: Array("u\0secret\0\0".utf8), codes: [1, 1, 3], complaint: nil),
        .init(
            testDescription: "catchall", bytes: Array("@d.example\0secret\0\0".utf8), codes: [1, 1, 3],
            complaint: "no localpart"),
        .init(
            testDescription: "300 bytes",
            bytes: [UInt8](repeating: 0x75, count: 300) + Array("@d.example\0secret\0\0".utf8), codes: [1, 1, 3],
            complaint: "longer than 64"),
        .init(
            testDescription: "raw bytes", bytes: [0xff, 0xfe] + Array("@d.example\0secret\0\0".utf8), codes: [1, 1, 3],
            complaint: "\\xff\\xfe@d.example\" is not UTF-8"),
        .init(testDescription: "no name", bytes: Array("\0secret\0\0".utf8), codes: [1, 1, 3], complaint: "is empty"),
    ]

    @Test(arguments: badRequests) func requestsThatLetNobodyIn(_ bad: BadRequest) throws {
        defer { finish() }
        let callers = ["", "ORIG_UID=0", "ORIG_UID=0 AUTHORIZED=1"]
        for (caller, code) in zip(callers, bad.codes) {
            // A look-up succeeds where only the password, or the right to log in, is missing.
            let result = try run(
                bad.bytes, environment: caller, options: caller.isEmpty ? "" : "--direct-reply", rest: "4>reply")
            #expect(result.status == code, "\(caller): \(result.errors)")
            #expect(result.output == "")
            if let complaint = bad.complaint, code != 2 || caller.isEmpty {
                #expect(result.errors.contains(complaint), "\(caller)")
                #expect(
                    result.errors.hasPrefix("vmail-checkpassword: ") && result.errors.count(where: { $0 == "\n" }) == 1)
            } else {
                #expect(result.errors == "", "\(caller)")
            }
            #expect(
                !result.errors.contains("secret") && !result.errors.contains("Secret")
                    && !result.errors.contains("tooDear"))
        }
    }

    /// A closed descriptor 4 would become one of the database's files, and the reply would be written into that.
    @Test(arguments: ["", "4</dev/null"]) func aReplyIsNotWrittenWhereNobodyWantsIt(rest: String) throws {
        defer { finish() }
        try accounts.execute("PRAGMA journal_mode = WAL")
        let result = try run(
            request("u@d.example"), environment: "ORIG_UID=0", options: "--direct-reply",
            rest: rest.isEmpty ? "4<&-" : rest)
        #expect(result.status == 111)
        #expect(result.errors.contains("file descriptor 4, which is not open for writing"))
    }

    @Test func databasesThatCannotTell() throws {
        defer { finish() }
        let faults: [(String, String)] = [
            ("rm mail.sqlite", "does not exist"),
            ("printf 'no database, %05000d' 1 > mail.sqlite", "is not an SQLite database"),
            (": > mail.sqlite", "is not the HOWTO's database"), ("rm mail.sqlite; mkdir mail.sqlite", "is not a file"),
        ]
        for (fault, complaint) in faults {
            #expect(
                try ChildProcess.run([
                    "sh", "-c", "cd '\(folder)' && rm -rf mail.sqlite* && touch mail.sqlite && \(fault)",
                ]).status == 0)
            for caller in ["", "ORIG_UID=0", "ORIG_UID=0 AUTHORIZED=1", "ORIG_UID=0 AUTHORIZED=1 CREDENTIALS_LOOKUP=1"]
            {
                for user in ["u@d.example", "nobody@d.example"] {
                    let result = try run(request(user), environment: caller)
                    #expect(result.status == 111, "\(fault), \(caller)")
                    #expect(
                        result.errors.contains(complaint) && result.errors.count(where: { $0 == "\n" }) == 1,
                        "\(result.errors)")
                }
            }
        }
        try FileManager.default.removeItem(atPath: accounts.path)
        _ = try run(request("u@d.example"))
        #expect(!FileManager.default.fileExists(atPath: accounts.path))
    }

    @Test func commandLinesAndSettingsThatAreWrong() throws {
        defer { finish() }
        for (options, program) in [("--nonsense", "env"), ("", ""), ("--config", "")] {
            #expect(try run(request("u@d.example"), options: options, program: program).status == 2)
            #expect(
                try run(request("u@d.example"), environment: "ORIG_UID=0", options: options, program: program).status
                    == 111)
        }
        #expect(try run(request("u@d.example"), options: "--direct-reply").status == 2)
        try "gid = none\n".write(toFile: folder + "/conf", atomically: true, encoding: .utf8)
        let result = try run(request("u@d.example"), environment: "ORIG_UID=0 AUTHORIZED=1")
        #expect(result.status == 111)
        #expect(result.errors == "vmail-checkpassword: conf line 1: gid must be a whole number from 1 to 4294967294\n")
        try FileManager.default.removeItem(atPath: folder + "/conf")
        #expect(try run(request("u@d.example")).status == 111)
    }

    @Test func aProgramThatIsNotThere() throws {
        defer { finish() }
        let result = try run(request("u@d.example"), environment: "ORIG_UID=0", program: "/nonexistent/program")
        #expect(result.status == 111)
        #expect(result.errors == "vmail-checkpassword: cannot start /nonexistent/program (No such file or directory)\n")
    }

    @Test func theProgramAndItsArgumentsAreStartedByteForByte() throws {
        defer { finish() }
        let script = "printf '#!/bin/sh\\nprintf %%s \"$1\" | od -An -tx1\\n' > \"$name\" && chmod 755 \"$name\""
        let made = try ChildProcess.run(["sh", "-c", "cd '\(folder)' && name=$(printf 'r\\351ply') && \(script)"])
        #expect(made.status == 0, "\(made.errors)")
        let result = try run(
            request("u@d.example"), environment: "ORIG_UID=0", program: "\"./$(printf 'r\\351ply')\"",
            rest: "\"$(printf 'a\\377b')\"")
        #expect(result.output == " 61 ff 62\n", "\(result.errors)")
    }

    @Test func aFileWhoseNameIsNotUTF8IsRefused() throws {
        defer { finish() }
        let result = try run(
            request("u@d.example"), environment: "ORIG_UID=0", options: "--config \"$(printf 'c\\351')\"")
        #expect(result.status == 111)
        #expect(result.errors.contains("not UTF-8 text"))
    }

    // MARK: What the program that is started sees

    @Test func anyOtherCallerGetsTheAccountsRightsAndHome() throws {
        defer { finish() }
        let own = "-e '\\''\(folder)/mail.sqlite'\\'' -e '\\''\(folder)/request'\\''"
        let script =
            "'id -u; id -g; id -G; pwd; echo $USER $HOME $SHELL; env | grep -c userdb_; ls -l /proc/self/fd | grep -c \(own) || true'"
        let result = try run(request("U@D.example"), program: "sh -c", rest: script)
        #expect(result.status == 0, "\(result.errors)")
        let home = "\(folder)/vmail/d.example/u"
        // No field of Dovecot's, and neither descriptor 3 nor the database.
        #expect(result.lines == ["842", "800", "800", home, "u@d.example \(home) /usr/sbin/nologin", "0", "0"])
    }

    @Test func aHomeThatIsNotThereIsATemporaryFailure() throws {
        defer { finish() }
        try FileManager.default.removeItem(atPath: folder + "/vmail/d.example/u")
        let result = try run(request("u@d.example"))
        #expect(result.status == 111)
        #expect(result.errors.contains("cannot go to the home directory"))
    }

    @Test func withoutRootsRightsNobodyElseIsServed() throws {
        defer { finish() }
        let file = folder + "/request"
        try Data(request("u@d.example")).write(to: URL(fileURLWithPath: file))
        chmod(accounts.path, 0o644)
        let result = try ChildProcess.run([
            "setpriv", "--reuid", "12345", "--regid", "12345", "--clear-groups", "sh", "-c",
            "exec '\(Repository.programs)/vmail-checkpassword' --config '\(folder)/conf' --database '\(accounts.path)' id 3<'\(file)'",
        ])
        #expect(result.status == 111, "\(result.output)")
        #expect(result.output == "" && result.errors.contains("cannot become uid 842, gid 800"))
    }

    @Test func dovecotsProgramKeepsTheUIDAndGetsNoStaleFields() throws {
        defer { finish() }
        let stale = "EXTRA=userdb_evil userdb_evil=1 userdb_uid=0 password=old AUTHORIZED=2"
        let result = try run(
            request("u@d.example"), environment: "ORIG_UID=0 \(stale)", program: "sh -c", rest: "'id -u; env'")
        #expect(result.lines.first == "0")
        let variables = Set(result.lines)
        #expect(
            variables.isSuperset(of: [
                "ORIG_UID=0", "USER=u@d.example", "HOME=\(folder)/vmail/d.example/u", "userdb_uid=842",
                "userdb_gid=800",
                "userdb_mail=maildir:~/Mail", "EXTRA=userdb_uid userdb_gid userdb_mail",
            ]))
        let names = result.lines.compactMap { $0.split(separator: "=").first }
        #expect(!names.contains { ["userdb_evil", "password", "AUTHORIZED"].contains($0) })
    }

    @Test func aCredentialsLookupAloneIsGivenThePassword() throws {
        defer { finish() }
        let lookup = "ORIG_UID=0 AUTHORIZED=1"
        let credentials = try run(
            request("u@d.example", ""), environment: "\(lookup) CREDENTIALS_LOOKUP=1 SCHEME=CRAM-MD5")
        #expect(credentials.lines.contains("password={PLAIN}secret"))
        #expect(credentials.lines.contains("AUTHORIZED=2"))
        let delivery = try run(request("u@d.example", ""), environment: lookup)
        #expect(delivery.lines.contains("AUTHORIZED=2") && !delivery.output.contains("secret"))
        for user in ["off@d.example", "bad@d.example", "nobody@d.example"] {
            #expect(try run(request(user, ""), environment: "\(lookup) CREDENTIALS_LOOKUP=1").status == 3)
        }
        #expect(try run(request("off@d.example", ""), environment: lookup).status == 0)
    }

    // MARK: Secrets

    /// The kernel gives the files of a process that must not be dumped, nor traced, to root (proc(5)).
    @Test func noCoreDumpWhileThePasswordIsInMemory() throws {
        defer { finish() }
        let hash =
            "$6$rounds=9000000$x$mQUKLCQR1S846TztirS7Ejo4KyTtZWzcyuF2/43jqoJTDZXRb8L.bXBNxX9GCZhKdADbfqEnGZyv89igC73DL/"
        try accounts.execute("UPDATE VMailbox SET vmPasswd = '{CRYPT}\(hash)'")
        try Data(request("u@d.example", "whatAcoolPassword")).write(to: URL(fileURLWithPath: folder + "/request"))
        chmod(accounts.path, 0o644)
        let script = """
            sleep 60 & other=$!
            ORIG_UID=12345 '\(Repository.programs)/vmail-checkpassword' --config conf --database mail.sqlite env 3<request &
            child=$!
            until grep -q checkpass /proc/$child/comm; do sleep 0.01; done
            sleep 0.3
            stat -c %u /proc/$other/mem /proc/$child/mem
            kill $other $child
            """
        let result = try ChildProcess.run([
            "sh", "-c", "cd '\(folder)' && exec setpriv --reuid 12345 --regid 12345 --clear-groups sh -c \"$0\"",
            script,
        ])
        #expect(result.lines == ["12345", "0"], "\(result.errors)")
    }
}
