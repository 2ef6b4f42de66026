import AccountAdministration
import ArgumentParser
import SecretBytes
import Settings

struct MailboxAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a mailbox and its address.",
        discussion: "Asks for the password, twice, unless an option gives it.")

    @Argument(help: "The mailbox.") var mailbox: String
    @OptionGroup var new: NewHash
    @OptionGroup var options: AddOptions
    @OptionGroup var naming: AccountForceOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        let key = try AddressKey(mailbox, settings)
        // The check comes before the question for a password, which could not be stored.
        let isMissing = try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            try database.expectNewMailbox(key, ifMissing: options.ifMissing, force: naming.force)
        }
        guard isMissing else { return }
        let hash = try new.hash(user: key.description, settings, force: naming.force)
        try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
            try database.addMailbox(key, hash: hash, ifMissing: options.ifMissing, force: naming.force)
        }
    }
}

struct MailboxPasswd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwd", abstract: "Change a mailbox's password.",
        discussion: "Asks for the password, twice, unless an option gives it.")

    @Argument(help: "The mailbox.") var mailbox: String
    @OptionGroup var new: NewHash
    @Flag(help: "Accept a password that is easy to guess.") var force = false
    @OptionGroup var options: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        let key = try AddressKey(mailbox, settings)
        _ = try MailDatabase.read(settings) { (database) throws(AdministrationError) in try database.mailbox(key) }
        let hash = try new.hash(user: key.description, settings, force: force)
        try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
            try database.setPassword(key, hash: hash)
        }
    }
}

struct NewHash: ParsableArguments {
    @Option(help: ArgumentHelp("Store this hash, as \"vmailadm pw\" prints it; put it in quotes.", valueName: "hash"))
    var hash: String?
    @OptionGroup var password: PasswordOptions
    @OptionGroup var hashing: HashingOptions

    // Accepted so that no error quotes it: the word may be a password.
    @Argument(help: .hidden) var stray: [String] = []

    func validate() throws {
        guard stray.isEmpty else {
            throw ValidationError(
                """
                name one mailbox and nothing else: a password is no argument, which all users of this machine could see; leave it out \
                to be asked for it, or use --password-stdin; a hash stands behind --hash, in quotes
                """)
        }
        guard hash == nil || !password.isGiven else {
            throw ValidationError("--hash stores a finished hash; leave out the options that give a password")
        }
    }

    /// The hash to store for the account `user`. Throws if a password is easy to guess, unless `force` is true.
    func hash(user: String, _ settings: Settings, force: Bool) throws(AdministrationError) -> SecretBytes {
        if let hash {
            let hash = SecretBytes(copying: hash.utf8)
            try GivenHash.expectHash(hash)
            for warning in GivenHash.warnings(for: hash) { Console.error("warning: \(warning)") }
            return hash
        }
        let password = try password.newPassword()
        if !force { try PasswordRules(settings).expectGood(password, for: user) }
        return try hashing.hash(password, user: user)
    }
}
