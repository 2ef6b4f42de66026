extension RestrictionClassRow {
    /// The name of the class in main.cf, which is the answer to check_recipient_access; nil if no parameter of main.cf can have it.
    package var postfixName: String? {
        guard let rcName, Self.isUsable(rcName) else { return nil }
        return "RC\(rcNum)-\(rcName)"
    }

    /// Whether Postfix can read `name` as a part of the name of a parameter, and as one word of a list of restrictions.
    static func isUsable(_ name: String) -> Bool { !name.isEmpty && NameRules.isPlain(name.utf8) }
}
