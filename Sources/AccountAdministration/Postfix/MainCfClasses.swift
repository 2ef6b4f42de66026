/// The restriction classes that main.cf has.
struct MainCfClasses: Equatable, Sendable {
    /// The names in smtpd_restriction_classes.
    let listed: [String]
    /// The restrictions of each class that has a definition, listed or not.
    let definitions: [String: String]

    /// Asks postconf for the classes of main.cf, and for the definitions of `names`.
    init(_ postconf: Postconf, and names: [String]) throws(PostconfError) {
        // The separators of Postfix's lists, CHARS_COMMA_SP. A name that begins with - would be an option of postconf.
        let listed = try postconf.value(of: "smtpd_restriction_classes")
            .split { ", \t\r\n".contains($0) }.map(String.init).filter { !$0.hasPrefix("-") }
        self.listed = listed
        definitions = try postconf.definitions(of: listed + names.filter { !listed.contains($0) })
    }

    /// Those of a Postfix that is not installed.
    init() { (listed, definitions) = ([], [:]) }
}
