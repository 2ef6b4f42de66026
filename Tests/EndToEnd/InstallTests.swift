import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// `dovecot/install.sh`, into a folder that stands for `/`.
    @Suite(.serialized)
    struct InstallTests {
        private let script = "\(Repository.root)/dovecot/install.sh"

        /// Every file and folder, with mode, size, inode and time of the last change.
        private func files(in folder: String) throws -> [String] {
            try DebianRoot.succeed(["find", folder, "-printf", "%P %m %s %i %T@\n"]).lines.sorted()
        }

        @Test(arguments: ["/usr/local", "/usr", "/opt/mail"])
        func installsOnceAndTakesAllOfItAway(prefix: String) throws {
            let folder = try temporaryFolder(prefix: "vmail-e2e-install.")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            // What was there stays, and a folder of somebody else's with it.
            try FileManager.default.createDirectory(
                atPath: "\(folder)\(prefix)/share/man", withIntermediateDirectories: true)
            let before = try names(in: folder)
            let options = ["--prefix", prefix, "--destdir", folder]

            try DebianRoot.succeed([script] + options)
            let installed = try files(in: folder)
            for (path, mode) in [
                ("\(prefix)/sbin/vmailadm", 0o755), ("\(prefix)/libexec/vmail-auth/vmail-checkpassword", 0o755),
                ("\(prefix)/libexec/vmail-auth/vmail-dictd", 0o755), ("\(prefix)/share/man/man8/vmailadm.8", 0o644),
                ("\(prefix)/share/man/man5/vmail-auth.conf.5", 0o644), ("/etc/vmail-auth.conf", 0o644),
                ("\(prefix)/share/doc/vmail-auth/2.3/vmail-userdb.conf.ext", 0o644),
                ("\(prefix)/share/doc/vmail-auth/2.4/vmail-auth.lua", 0o644),
                ("\(prefix)/share/doc/vmail-auth/postfix/main.cf", 0o644),
                ("\(prefix)/lib/systemd/system/vmail-dictd.socket", 0o644),
                ("\(prefix)/lib/systemd/system/vmail-dictd-postfix.socket", 0o644),
                ("\(prefix)/lib/sysusers.d/vmail-auth.conf", 0o644),
                ("\(prefix)/lib/tmpfiles.d/vmail-auth.conf", 0o644),
                ("\(prefix)/share/bash-completion/completions/vmailadm", 0o644),
                ("\(prefix)/share/fish/vendor_completions.d/vmailadm.fish", 0o644),
            ] as [(String, mode_t)] {
                var status = stat()
                #expect(stat(folder + path, &status) == 0 && status.st_mode & 0o7777 == mode, "\(path)")
            }
            let unit = try text(ofFile: "\(folder)\(prefix)/lib/systemd/system/vmail-dictd.service")
            #expect(unit.contains("\nExecStart=\(prefix)/libexec/vmail-auth/vmail-dictd\n"))
            let sample = try text(
                ofFile: "\(folder)\(prefix)/share/doc/vmail-auth/2.3/auth-vmail-checkpassword.conf.ext")
            #expect(sample.contains("args = \(prefix)/libexec/vmail-auth/vmail-checkpassword --direct-reply\n"))

            try DebianRoot.succeed([script] + options)
            #expect(try files(in: folder) == installed)

            try DebianRoot.succeed([script, "--uninstall"] + options)
            #expect(try names(in: folder) == before)
            #expect(try ChildProcess.run([script, "--uninstall"] + options).status == 1)
        }

        @Test func settingsThatExistStay() throws {
            let folder = try temporaryFolder(prefix: "vmail-e2e-install.")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let settings = "\(folder)/etc/vmail-auth.conf"
            try FileManager.default.createDirectory(atPath: "\(folder)/etc", withIntermediateDirectories: false)
            try Data("gid = 900\n".utf8).write(to: URL(fileURLWithPath: settings))
            for _ in 1...2 { try DebianRoot.succeed([script, "--destdir", folder]) }
            #expect(try text(ofFile: settings) == "gid = 900\n")
            try DebianRoot.succeed([script, "--destdir", folder, "--uninstall"])
            #expect(try text(ofFile: settings) == "gid = 900\n")
            #expect(try names(in: folder) == ["etc", "etc/vmail-auth.conf"])
        }

        /// Ours, but changed meanwhile; and what an earlier version had installed goes with the next one.
        @Test func changedSettingsStayAndOldFilesGo() throws {
            let folder = try temporaryFolder(prefix: "vmail-e2e-install.")
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try DebianRoot.succeed([script, "--destdir", folder])
            let list = "\(folder)/usr/local/share/vmail-auth/installed"
            let old = "/usr/local/share/man/man8/vmail-old.8"
            try Data(((try text(ofFile: list)) + old + "\n").utf8).write(to: URL(fileURLWithPath: list))
            for path in [old, "/etc/vmail-auth.conf"] {
                try Data("gid = 900\n".utf8).write(to: URL(fileURLWithPath: folder + path))
            }
            try DebianRoot.succeed([script, "--destdir", folder])
            #expect(!FileManager.default.fileExists(atPath: folder + old))
            #expect(try !text(ofFile: list).contains(old))
            let uninstalled = try DebianRoot.succeed([script, "--destdir", folder, "--uninstall"])
            #expect(
                uninstalled.output
                    == "kept: \(folder)/etc/vmail-auth.conf, because it differs from the one that this version installs\n"
            )
            #expect(try text(ofFile: "\(folder)/etc/vmail-auth.conf") == "gid = 900\n")
        }

        @Test(arguments: [["--prefix", "usr"], ["--prefix", "/a b"], ["--prefix"], ["--destdir"], ["--purge"]])
        func wrongWordsAre64(words: [String]) throws {
            #expect(try ChildProcess.run([script] + words).status == 64)
        }

        private func names(in folder: String) throws -> [String] {
            try DebianRoot.succeed(["find", folder, "-mindepth", "1", "-printf", "%P\n"]).lines.sorted()
        }
    }
}
