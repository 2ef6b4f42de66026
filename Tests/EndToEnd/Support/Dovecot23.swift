import Foundation
import Testing

/// This machine's own Dovecot 2.3, with folders and ports apart from the system's.
struct Dovecot23: DovecotDriver {
    let version = "2.3"
    let root = ""
    let mailFields = ["mail": "maildir:~/Mail"]

    var setups: [Setup] {
        [
            Setup(driver: self, name: "checkpassword", features: [.listing, .processes]),
            Setup(driver: self, name: "checkpassword --direct-reply", features: [.listing, .processes]),
            Setup(driver: self, name: "checkpassword as userdb", features: [.processes]),
            Setup(driver: self, name: "dict", features: [.listing, .cacheable]),
            Setup(driver: self, name: "lua", features: [.listing, .cacheable, .lua]),
            Setup(driver: self, name: "deny gate", features: [.listing, .systemAccounts, .cacheable]),
        ]
    }

    func command(_ program: String, _ arguments: [String]) -> [String] { [program] + arguments }

    func dictCommand(_ verb: String, _ dict: String, _ key: String, at place: Place) -> [String] {
        let uri = "proxy:\(place.inside)/socket/dict.sock:\(dict)"
        return command("doveadm", ["-c", "\(place.inside)/dovecot.conf", "dict", verb, uri, key])
    }

    let anyMailbox = """
        userdb {
          driver = static
          args = uid=842 gid=800 home=/nonexistent allow_all_users=yes
        }

        """

    /// The samples of `dovecot/2.3`, their paths exchanged, between what any test needs around them.
    func configuration(of setup: Setup, at place: Place, ports: Ports) throws -> [String: String] {
        var files: [String: String] = [:]
        let folder = "\(Repository.root)/dovecot/2.3"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) + ["../vmail-auth.lua"] {
            files[name.replacingOccurrences(of: "../", with: "")] = try text(ofFile: "\(folder)/\(name)")
                .replacingOccurrences(of: "/run/vmail-auth/dict.sock", with: "\(place.inside)/socket/dict.sock")
                .replacingOccurrences(
                    of: "/usr/local/libexec/vmail-auth/vmail-checkpassword",
                    with: "\(place.inside)/vmail-checkpassword --config \(place.inside)/vmail-auth.conf"
                )
                .replacingOccurrences(of: "/etc/dovecot/", with: "\(place.inside)/")
        }
        let checkpassword = "auth-vmail-checkpassword.conf.ext"
        let sample: String
        switch setup.name {
        case "checkpassword":
            sample = checkpassword
            files[sample] = files[sample]?.replacingOccurrences(of: " --direct-reply\n", with: "\n")
        case "checkpassword --direct-reply": sample = checkpassword
        case "checkpassword as userdb": sample = "auth-vmail-checkpassword-only.conf.ext"
        case "lua": sample = "auth-vmail-lua.conf.ext"
        default: sample = "auth-vmail-dict.conf.ext"
        }
        var authentication = "!include \(sample)\n\(Self.anybody)"
        if setup.features.contains(.systemAccounts) {
            files[sample] = files[sample]?.replacingOccurrences(of: "#username_filter", with: "username_filter")
            files["system-users"] = SystemAccount.passwdFile(home: "\(place.inside)/vmail/system")
            authentication = """
                !include auth-vmail-deny.conf.ext
                !include \(sample)
                passdb {
                  driver = passwd-file
                  args = \(place.inside)/system-users
                  username_filter = !*@*
                }
                userdb {
                  driver = passwd-file
                  args = \(place.inside)/system-users
                }

                """
        }
        files["dovecot.conf"] = Self.surroundings(place, ports) + authentication
        return files
    }

    /// A last passdb that lets everybody in: whoever is refused, is refused for good by what stands before it.
    private static let anybody = """
        passdb {
          driver = static
          args = nopassword=y
        }

        """

    private static func surroundings(_ place: Place, _ ports: Ports) -> String {
        """
        base_dir = \(place.inside)/run
        state_dir = \(place.inside)/run
        log_path = \(place.inside)/dovecot.log
        listen = 127.0.0.1
        protocols = imap lmtp
        ssl = no
        disable_plaintext_auth = no
        auth_mechanisms = plain login cram-md5
        auth_verbose = yes
        mail_max_userip_connections = 0
        # No waiting after a wrong password, for the client or for its address.
        auth_failure_delay = 0
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        \(ports.services(lmtpAddress: "address"))

        """
    }
}
