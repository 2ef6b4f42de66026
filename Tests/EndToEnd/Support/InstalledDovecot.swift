import Testing

/// A Debian's own Dovecot with one of the installed samples: put where the sample says, and edited where it says so.
struct InstalledDovecot: Sendable, CustomTestStringConvertible {
    /// 12 or 13.
    let debian: Int
    /// The folder of the samples.
    let version: String
    /// The sample for conf.d.
    let sample: String
    /// What goes to /etc/dovecot itself.
    let besides: [String]
    /// A passage of comments in the sample, to be made settings.
    var uncommented: String?
    /// False where users can't be listed.
    var listsUsers = true
    /// A line of Debian's 20-lmtp.conf that is to be removed.
    var unwantedInLMTP: String?

    var testDescription: String { "Debian \(debian), \(sample)" }

    static let all = [
        InstalledDovecot(
            debian: 12, version: "2.3", sample: "auth-vmail-dict.conf.ext",
            besides: ["vmail-passdb.conf.ext", "vmail-userdb.conf.ext"]),
        InstalledDovecot(
            debian: 12, version: "2.3", sample: "auth-vmail-checkpassword.conf.ext",
            besides: ["vmail-userdb.conf.ext"],
            uncommented: "#service auth {\n#  extra_groups = vmail-auth\n#}\n"),
        InstalledDovecot(
            debian: 12, version: "2.3", sample: "auth-vmail-checkpassword-only.conf.ext", besides: [],
            uncommented: "#service auth {\n#  extra_groups = vmail-auth\n#}\n", listsUsers: false),
        InstalledDovecot(
            debian: 13, version: "2.4", sample: "auth-vmail-lua.conf.ext", besides: ["../vmail-auth.lua"],
            unwantedInLMTP: "auth_username_format = %{user | username | lower}\n"),
    ]

    /// Edits /etc/dovecot of the root.
    func configure(_ root: DebianRoot, _ ports: Ports) throws {
        let samples = "/usr/share/doc/vmail-auth/\(version)"
        for name in besides {
            try root.write(root.read("\(samples)/\(name)"), to: "/etc/dovecot/\(name.split(separator: "/").last ?? "")")
        }
        var sampleText = try root.read("\(samples)/\(sample)")
        if let uncommented {
            try #require(sampleText.contains(uncommented))
            sampleText.replace(uncommented, with: uncommented.replacing("#", with: ""))
        }
        try root.write(sampleText, to: "/etc/dovecot/conf.d/\(sample)")

        if let unwantedInLMTP {
            try #require(sampleText.contains(unwantedInLMTP))
            let lmtp = "/etc/dovecot/conf.d/20-lmtp.conf"
            try #require(root.read(lmtp).contains(unwantedInLMTP))
            try root.write(root.read(lmtp).replacing(unwantedInLMTP, with: ""), to: lmtp)
        }

        let authentication = "/etc/dovecot/conf.d/10-auth.conf"
        let debians = try root.read(authentication)
        try #require(debians.contains("\n!include auth-system.conf.ext\n"))
        try root.write(
            debians.replacing("\n!include auth-system.conf.ext\n", with: "\n!include \(sample)\n"), to: authentication)
        try root.write(surroundings(ports), to: "/etc/dovecot/local.conf")
    }

    /// Loopback ports of its own, and no TLS; none of it is about accounts.
    private func surroundings(_ ports: Ports) -> String {
        let is23 = version == "2.3"
        return """
            log_path = /var/log/dovecot.log
            listen = 127.0.0.1
            ssl = no
            \(is23 ? "disable_plaintext_auth = no" : "auth_allow_cleartext = yes")
            auth_failure_delay = 0
            \(ports.services(lmtpAddress: is23 ? "address" : "listen"))

            """
    }
}
