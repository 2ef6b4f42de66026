import Foundation
import Glibc
import Testing

private let account = AccountCase(name: "active", login: .allowed, delivery: .found)
private let other = AccountCase(
    name: "other", vmPasswd: "'{PLAIN}of the other'", password: "of the other", login: .allowed, delivery: .found)
private let closed = AccountCase(name: "closed", address: "-1", login: .denied, delivery: .found)
/// A tenth of a second of hashing, more or less.
private let slow = AccountCase(
    name: "slow", vmPasswd: "'{BLF-CRYPT}$2y$10$u7uPncaol3oszBHFjddSRueZrec0NGxw8q8vM7yr8EouXw8OTBqyC'",
    login: .allowed, delivery: .found)

extension EndToEnd {
    /// What only `vmail-auth.lua` does: connections that it keeps itself, time-outs, and what it depends on.
    @Suite(.serialized)
    struct LuaScriptTests {
        private static let sql = account.sql + other.sql + closed.sql + SystemAccount.sql

        /// A stopped server accepts connections, and says nothing. When it goes on, it answers questions that nobody
        /// waits for any more; those answers are not for the next question.
        @Test(arguments: Setup.with(.lua))
        func aServerThatHangs(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: Self.sql) { files in
                for name in files.keys {
                    files[name] = files[name]?.replacingOccurrences(of: "timeout = 6", with: "timeout = 2")
                }
            }
            defer { deployment.stop() }
            defer { deployment.dictServer.signal(SIGCONT) }
            #expect(try deployment.login(account.user, account.password) == .allowed)
            #expect(try deployment.userAnswer(account.user) == .found)

            try deployment.dictServer.suspend()
            let logins = try [
                (account.user, account.password), (account.user, "hunter3"), (closed.user, closed.password),
                ("nobody@nowhere.example", "hunter2"),
            ].map { try deployment.startLogin($0, $1) }
            #expect(try deployment.smtpAuth(account.user, account.password) == .unavailable)
            #expect(try deployment.deliver(to: account.user) == .deferred)
            #expect(try deployment.userAnswer("nobody@nowhere.example") == .deferred)
            #expect(try deployment.doveadm(["user", "*"]).status != 0)
            let answers = try logins.map { try $0.answer() }
            #expect(answers == Array(repeating: .unavailable, count: logins.count))
            #expect(deployment.logs().contains("no answer in 2 seconds"))

            deployment.dictServer.signal(SIGCONT)
            for _ in 0..<5 {
                #expect(try deployment.login(account.user, account.password) == .allowed)
                #expect(try deployment.login(account.user, other.password) == .denied)
                #expect(try deployment.login(other.user, other.password) == .allowed)
                #expect(try deployment.login(closed.user, closed.password) == .denied)
                #expect(try deployment.login("nobody@nowhere.example", "hunter2") == .denied)
                for found in [account, other] {
                    #expect(try deployment.userFields(found.user)["home"]?.contains(found.domainName) == true)
                }
                #expect(try deployment.userAnswer("nobody@nowhere.example") == .unknown)
            }
        }

        /// Each worker has Lua states of its own, and each of those finds its connection dead.
        @Test(arguments: Setup.with(.lua))
        func manyStatesAndAServerThatRestarts(_ setup: Setup) throws {
            var deployment = try Deployment(setup, sql: slow.sql)
            defer { deployment.stop() }
            for _ in 0..<3 {
                let logins = try (0..<24).map { _ in try deployment.startLogin(slow.user, "hunter2") }
                for login in logins { #expect(try login.answer() == .allowed) }
                let workers = try deployment.doveadm(["process", "status", "auth-worker"]).lines
                #expect(workers.filter { $0.contains("auth-worker") }.count > 1)
                deployment.dictServer.signal(SIGKILL)
                try deployment.startDictServerAgain()
            }
            #expect(!deployment.logs().contains("Error: "))
        }

        /// A server that closes in the middle of a line, or says what is no answer.
        @Test(arguments: Setup.with(.lua))
        func aServerThatTalksNonsense(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: Self.sql)
            defer { deployment.stop() }
            deployment.dictServer.stop()
            let answers = [
                "", "O", "O\n", "O{\n", "O[]x\n", "Onull\n", #"O["a"]"# + "\n", #"O{"password":{"a":"b"}}"# + "\n",
                #"O{"password":null}"# + "\n", #"O{"password":"{PLAIN}hunter2\u0000x","uid":"842"}"# + "\n", "X\n",
                "\n",
                "Nobody\n", "M\n", "M0\n", "N0\n", "D0\n", "F0\tno\n",
                "O0\t" + #"{"user":"user@active.example"}"# + "\n",
                "O{}\n", #"O{"user":"user@active.example"}"# + "\n", #"O{"uid":"842","#,
            ]
            for answer in answers {
                let socket = "\(deployment.place.outside)/socket/dict.sock"
                let server = try NonsenseServer(socket: socket, answer: answer, folder: deployment.place.outside)
                defer { server.stop() }
                #expect(try deployment.smtpAuth(account.user, account.password) == .unavailable, "\(answer)")
                #expect(try deployment.userAnswer(account.user) == .deferred, "\(answer)")
                #expect(try deployment.doveadm(["user", "*"]).status != 0, "\(answer)")
            }
            #expect(!deployment.logs().contains("hunter2"))
        }

        struct Mistake: Sendable, CustomTestStringConvertible {
            let testDescription: String
            let file: String
            let from: String
            let to: String
            let complaint: String
            /// The version of Dovecot that has these settings; nil for both.
            var version: String?
        }

        static let mistakes = [
            Mistake(
                testDescription: "no luasocket", file: "vmail-auth.lua", from: #""socket.unix""#, to: #""no.such""#,
                complaint: "the Lua module no.such cannot be loaded (package lua-socket): module 'no.such' not found"),
            Mistake(
                testDescription: "no cjson", file: "vmail-auth.lua", from: #""cjson""#, to: #""no_such""#,
                complaint: "the Lua module no_such cannot be loaded (package lua-cjson): module 'no_such' not found"),
            Mistake(
                testDescription: "another cjson", file: "vmail-auth.lua", from: #""cjson""#, to: #""string""#,
                complaint: "the Lua module cjson has no decode; install lua-cjson (package lua-cjson)"),
            Mistake(
                testDescription: "a time-out that is none, in the script", file: "vmail-auth.lua", from: "timeout = 6",
                to: "timeout = 61",
                complaint: "lua_settings: timeout must be a number of seconds, over 0 and up to 60", version: "2.3"),
            Mistake(
                testDescription: "a setting that is none", file: "auth-vmail-lua.conf.ext", from: "timeout =",
                to: "timeot =", complaint: "lua_settings has no timeot; it has socket, timeout and dict",
                version: "2.4"),
            Mistake(
                testDescription: "a time-out that is none", file: "auth-vmail-lua.conf.ext", from: "timeout = 6",
                to: "timeout = ten",
                complaint: "lua_settings: timeout must be a number of seconds, over 0 and up to 60", version: "2.4"),
            Mistake(
                testDescription: "another socket", file: "auth-vmail-lua.conf.ext", from: "dict.sock", to: "dict.sok",
                complaint: "/socket/dict.sok: No such file or directory", version: "2.4"),
        ]

        /// A temporary failure with a line in the log that names the cause; and other passdbs go on.
        /// 2.3 has no lua_settings.
        static let wrongSetups = Setup.with(.lua).flatMap { setup in
            mistakes.filter { $0.version ?? setup.driver.version == setup.driver.version }.map { (setup, $0) }
        }

        @Test(arguments: wrongSetups)
        func isSetUpWrongly(_ setup: Setup, _ mistake: Mistake) throws {
            let deployment = try Deployment(setup, sql: Self.sql) { files in
                files[mistake.file] = files[mistake.file]?.replacingOccurrences(of: mistake.from, with: mistake.to)
            }
            defer { deployment.stop() }
            #expect(try deployment.smtpAuth(account.user, account.password) == .unavailable)
            #expect(try deployment.userAnswer(account.user) == .deferred)
            #expect(try deployment.userAnswer("nobody@nowhere.example") == .deferred)
            #expect(try deployment.doveadm(["user", "*"]).status != 0)
            #expect(deployment.logs().contains(mistake.complaint), "\(deployment.logs())")
        }

        /// As the sample has it, `auth_cache_size` for other passdbs changes nothing for this one.
        @Test(arguments: Setup.with(.lua).filter { !$0.features.contains(.cacheable) })
        func isNotCachedUnlessTold(_ setup: Setup) throws {
            let deployment = try Deployment(setup, sql: Self.sql, settings: "auth_cache_size = 1M\n")
            defer { deployment.stop() }
            #expect(try deployment.login(account.user, account.password) == .allowed)
            try deployment.accounts.execute("UPDATE Address SET active = -1")
            #expect(try deployment.login(account.user, account.password) == .denied)
        }
    }
}

/// Answers whatever it is asked with the same bytes, and closes.
private struct NonsenseServer {
    private let daemon: Daemon

    init(socket: String, answer: String, folder: String) throws {
        unlink(socket)
        let file = "\(folder)/answer"
        try Data(answer.utf8).write(to: URL(fileURLWithPath: file))
        let program = """
            import os, socket, sys
            server = socket.socket(socket.AF_UNIX)
            server.bind(sys.argv[1])
            server.listen(64)
            answer = open(sys.argv[2], "rb").read()
            while True:
                client = server.accept()[0]
                client.recv(65536)
                client.sendall(answer)
                client.close()
            """
        daemon = try Daemon(["python3", "-c", program, socket, file], folder: folder, name: "nonsense")
        try eventually("the server listens") { (try? Connection(socketPath: socket)) != nil }
    }

    func stop() { daemon.stop() }
}
