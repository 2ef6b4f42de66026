/// The restriction classes that main.cf has.
struct MainCfClasses: Equatable, Sendable {
    /// The names in smtpd_restriction_classes.
    var listed: [String] = []
    /// The restrictions of each class that has a definition, listed or not.
    var definitions: [String: String] = [:]
}

extension Postconf {
    /// The classes of main.cf, with the definitions of `names`; nil if there is no main.cf.
    func restrictionClasses(and names: [String]) throws(PostconfError) -> MainCfClasses? {
        do throws(PostconfError) {
            // The separators of Postfix's lists, CHARS_COMMA_SP. A name that begins with - would be an option of postconf.
            let listed = try value(of: "smtpd_restriction_classes")
                .split { ", \t\r\n".contains($0) }.map(String.init).filter { !$0.hasPrefix("-") }
            let all = listed + names.filter { !listed.contains($0) }
            return MainCfClasses(listed: listed, definitions: try definitions(of: all))
        } catch {
            if try !hasMainCf() { return nil }
            throw error
        }
    }
}
