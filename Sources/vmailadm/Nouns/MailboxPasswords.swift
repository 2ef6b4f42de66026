import AccountAdministration
import ArgumentParser
import SecretBytes

extension MailboxCommand {
    /// `vmailadm mailbox add`
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a mailbox, with its address.",
            discussion: "Asks for its password, twice, unless an option gives it.")
        @Argument(help: "The mailbox.") var mailbox: String
        @OptionGroup var new: NewHash
        @OptionGroup var options: AddOptions
        @OptionGroup var naming: NamingOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(mailbox)
            // Nobody is asked for a password that can't be stored.
            let isMissing = try global.read { (database) throws(AdministrationError) in
                try database.expectNewMailbox(key, ifMissing: options.ifMissing, force: naming.force)
            }
            guard isMissing else { return }
            let hash = try new.hash(user: key.description)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.addMailbox(key, hash: hash, ifMissing: options.ifMissing, force: naming.force)
            }
        }
    }

    /// `vmailadm mailbox passwd`
    struct Passwd: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a mailbox another password.", discussion: "Asks for it, twice, unless an option gives it.")
        @Argument(help: "The mailbox.") var mailbox: String
        @OptionGroup var new: NewHash
        @OptionGroup var options: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run() throws {
            let key = try global.key(mailbox)
            _ = try global.read { (database) throws(AdministrationError) in try database.mailbox(key) }
            let hash = try new.hash(user: key.description)
            try global.change(dryRun: options.dryRun) { (database) throws(AdministrationError) in
                try database.setPassword(key, hash: hash)
            }
        }
    }
}

/// Where the hash of a mailbox comes from.
struct NewHash: ParsableArguments {
    @Option(help: ArgumentHelp("Store this hash, such as \"vmailadm pw\" prints; quote it.", valueName: "hash"))
    var hash: String?
    @OptionGroup var password: PasswordOptions
    @OptionGroup var hashing: HashingOptions

    // Taken so that no error quotes it: the word may well be a password.
    @Argument(help: .hidden) var stray: [String] = []

    func validate() throws {
        guard stray.isEmpty else {
            throw ValidationError("there is one mailbox at a time; quote a password or a hash that has blanks in it")
        }
        guard hash == nil || !password.isGiven else {
            throw ValidationError("--hash is stored as it is, and goes with no password")
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
