import AccountAdministration
import ArgumentParser
import SecretBytes

struct MailboxAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a mailbox and its address.",
        discussion: "Asks for the password, twice, unless an option gives it.")

    @Argument(help: "The mailbox.") var mailbox: String
    @OptionGroup var new: NewHash
    @OptionGroup var options: AddOptions
    @OptionGroup var naming: NamingOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        let key = try AddressKey(mailbox, settings)
        // The check comes before the question for a password, which could not be stored.
        let isMissing = try MailDatabase.read(settings) { (database) throws(AdministrationError) in
            try database.expectNewMailbox(key, ifMissing: options.ifMissing, force: naming.force)
        }
        guard isMissing else { return }
        let hash = try new.hash(user: key.description)
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
    @OptionGroup var options: ChangeOptions
    @OptionGroup var global: GlobalOptions

    func run() throws {
        let settings = try global.settings()
        let key = try AddressKey(mailbox, settings)
        _ = try MailDatabase.read(settings) { (database) throws(AdministrationError) in try database.mailbox(key) }
        let hash = try new.hash(user: key.description)
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
            throw ValidationError("name one mailbox; if a password or a hash has blanks, put it in quotes")
        }
        guard hash == nil || !password.isGiven else {
            throw ValidationError("--hash stores a finished hash; leave out the options that give a password")
        }
    }

    /// The hash to store for the account `user`.
    func hash(user: String) throws(AdministrationError) -> SecretBytes {
        if let hash {
            let hash = SecretBytes(copying: hash.utf8)
            try GivenHash.expectHash(hash)
            for warning in GivenHash.warnings(for: hash) { Console.error("warning: \(warning)") }
            return hash
        }
        return try hashing.hash(password.newPassword(), user: user)
    }
}
