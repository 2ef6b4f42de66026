import Foundation
import Testing

/// A real Dovecot 2.4, in the root of Debian 13 that `Tests/debian.sh 13` makes.
struct Dovecot24: DovecotDriver {
    let version = "2.4"
    let root = URL(fileURLWithPath: "\(Repository.root)/.build/debian13").resolvingSymlinksInPath().path
    let mailFields = ["mail_driver": "maildir", "mail_path": "%h/Mail"]

    var setups: [Setup] {
        [
            Setup(driver: self, name: "lua", features: [.listing, .lua]),
            Setup(driver: self, name: "deny gate", features: [.listing, .systemAccounts, .cacheable, .lua]),
        ]
    }

    func command(_ program: String, _ arguments: [String]) -> [String] { ["chroot", root, program] + arguments }

    func dictCommand(_ verb: String, _ dict: String, _ key: String, at place: Place) -> [String] {
        command("doveadm", ["-c", "\(place.inside)/dict-\(dict).conf", "dict", verb, dict, key])
    }

    /// The samples of `dovecot/2.4`, their paths exchanged, between what any test needs around them.
    func configuration(of setup: Setup, at place: Place, ports: Ports) throws -> [String: String] {
        var files: [String: String] = [:]
        let folder = "\(Repository.root)/dovecot/2.4"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) + ["../vmail-auth.lua"] {
            files[name.replacingOccurrences(of: "../", with: "")] = try text(ofFile: "\(folder)/\(name)")
                .replacingOccurrences(of: "/run/vmail-auth/dict.sock", with: "\(place.inside)/socket/dict.sock")
                .replacingOccurrences(of: "/etc/dovecot/", with: "\(place.inside)/")
        }
        var authentication = "!include \(Self.sample)\n\(Self.anybody)"
        if setup.features.contains(.systemAccounts) {
            files[Self.sample] = files[Self.sample]?
                .replacingOccurrences(of: "#username_filter", with: "username_filter")
            files["system-users"] = SystemAccount.passwdFile(home: "\(place.inside)/vmail/system")
            authentication = """
                !include \(Self.gate)
                !include \(Self.sample)
                passdb passwd-file {
                  passwd_file_path = \(place.inside)/system-users
                  username_filter = !*@*
                }
                userdb passwd-file {
                  passwd_file_path = \(place.inside)/system-users
                }

                """
        }
        if setup.features.contains(.cacheable) {
            for name in [Self.sample, Self.gate] {
                files[name] = files[name]?.replacingOccurrences(of: "use_cache = no", with: "use_cache = yes")
            }
        }
        files["dovecot.conf"] = Self.surroundings(place, ports) + authentication
        for dict in ["userdb", "passdb", "deny"] { files["dict-\(dict).conf"] = Self.dict(dict, place) }
        return files
    }

    private static let sample = "auth-vmail-lua.conf.ext"
    private static let gate = "auth-vmail-deny.conf.ext"

    /// A last passdb that lets everybody in: whoever is refused, is refused for good by what stands before it.
    private static let anybody = """
        passdb static {
          fields {
            nopassword = yes
          }
        }

        """

    let anyMailbox = """
        userdb static {
          fields {
            uid = 842
            gid = 800
            home = /nonexistent
          }
          userdb_static_allow_all_users = yes
        }

        """

    private static let versions = """
        dovecot_config_version = 2.4.0
        dovecot_storage_version = 2.4.0

        """

    /// What `doveadm dict` of 2.4 takes a server from.
    private static func dict(_ name: String, _ place: Place) -> String {
        versions + """
            dict \(name) {
              driver = proxy
              dict_proxy_name = \(name)
              dict_proxy_socket_path = \(place.inside)/socket/dict.sock
            }

            """
    }

    private static func surroundings(_ place: Place, _ ports: Ports) -> String {
        versions + """
            base_dir = \(place.inside)/run
            state_dir = \(place.inside)/run
            log_path = \(place.inside)/dovecot.log
            listen = 127.0.0.1
            protocols = imap lmtp
            ssl = no
            auth_allow_cleartext = yes
            auth_mechanisms = plain login cram-md5
            auth_verbose = yes
            mail_max_userip_connections = 0
            # What Debian's 10-mail.conf has for system accounts.
            mail_driver = mbox
            mail_home = /home/%{user | username}
            mail_path = %{home}/mail
            mail_inbox_path = /var/mail/%{user}
            # No waiting after a wrong password, for the client or for its address, nor after a temporary failure.
            auth_failure_delay = 0
            auth_internal_failure_delay = 0
            service anvil {
              unix_listener anvil-auth-penalty {
                mode = 0
              }
            }
            \(ports.services(lmtpAddress: "listen"))

            """
    }
}
