import AccountAdministration
import ArgumentParser

/// The Postfix that is asked.
struct PostconfOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Postfix's postconf, or none not to ask it (default: /usr/sbin/postconf, if it is installed).",
            valueName: "program"),
        completion: .file())
    var postconf: String?

    /// The program; nil for none.
    var program: Postconf? {
        switch postconf {
        case nil: .installed
        case "none": nil
        case let program?: Postconf(program: program)
        }
    }
}

struct MainCf: Readable {
    static let reading = CommandConfiguration(
        commandName: "main-cf", abstract: "Print the lines of main.cf for every restriction class.",
        discussion: """
            Definitions come first, then smtpd_restriction_classes: smtpd does not start if that lists a class without a \
            definition. A class keeps the definition that it has in main.cf; one without gets a definition that changes nothing.
            """)

    @OptionGroup var postfix: PostconfOptions

    func read(_ database: borrowing MailDatabase) throws(AdministrationError) -> MainCfBlock {
        try database.mainCfBlock(postfix.program)
    }
}

extension MainCfBlock: Answer {}
