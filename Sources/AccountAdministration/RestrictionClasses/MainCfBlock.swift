import TerminalText

/// The lines of main.cf for every restriction class of the database.
///
/// Definitions come first: smtpd(8) ends at its start if a class is listed without a definition.
package struct MainCfBlock: Equatable, Sendable, Encodable {
    /// A class, with its restrictions.
    package struct Class: Equatable, Sendable, Encodable {
        package let name: String
        package let definition: String
        /// False if main.cf has none, so that the block has one that changes nothing.
        package let isDefined: Bool
    }

    /// Restrictions that reject only what Postfix rejects anyway. An empty definition ends smtpd(8), and `permit` would skip the
    /// restrictions behind check_recipient_access.
    static let harmless = "reject_unlisted_recipient"

    /// The classes of the database, in the order of their numbers.
    package let classes: [Class]
    /// The other classes that main.cf lists and defines.
    package let others: [String]
    /// The classes that cannot be in main.cf, and what main.cf lists without a definition.
    package let warnings: [String]

    init(_ rows: [RestrictionClassRow], _ mainCf: MainCfClasses) {
        let names = rows.compactMap(\.postfixName)
        classes = names.map { name in
            let definition = mainCf.definitions[name]
            return Class(name: name, definition: definition ?? Self.harmless, isDefined: definition != nil)
        }
        let rest = mainCf.listed.filter { !names.contains($0) }
        others = rest.filter { mainCf.definitions[$0] != nil }
        warnings =
            rows.filter { $0.postfixName == nil }.map(\.unusableName)
            + rest.filter { mainCf.definitions[$0] == nil }.map {
                "\(oneLine($0)): is in smtpd_restriction_classes without a definition, with which smtpd does not start"
            }
    }

    /// The block, ready to be copied.
    package var lines: [String] {
        let leftOut = warnings.map { "# left out: \($0)" }
        guard !classes.isEmpty else {
            return ["# The database has no restriction classes" + (leftOut.isEmpty ? "." : " that main.cf can have.")]
                + leftOut
        }
        var lines = [
            "# The restriction classes of the database. Replace their lines in main.cf by these; then \"postfix reload\"."
        ]
        lines += leftOut
        for entry in classes {
            if !entry.isDefined {
                lines.append("# \(entry.name): not defined yet. Write its restrictions here; this one changes nothing.")
            }
            lines.append("\(entry.name) = \(entry.definition)")
        }
        lines.append("smtpd_restriction_classes =")
        let listed = others + classes.map(\.name)
        lines += listed.dropLast().map { "    \($0)," } + listed.suffix(1).map { "    \($0)" }
        return lines
    }

    private enum CodingKeys: CodingKey { case classes, others, warnings }
}

extension RestrictionClassRow {
    /// What is wrong with a class that has no `postfixName`.
    var unusableName: String {
        "restriction class \(rcNum): main.cf cannot have the name \"\(oneLine(rcName ?? "NULL"))\", only letters, digits, - and _; "
            + "correct its rcName"
    }
}

extension MailDatabase {
    /// The lines of main.cf for every restriction class, with the definitions that `postconf` finds there.
    package func mainCfBlock(_ postconf: Postconf?) throws(AdministrationError) -> MainCfBlock {
        let rows = try restrictionClasses()
        do throws(PostconfError) {
            let mainCf = try postconf?.restrictionClasses(and: rows.compactMap(\.postfixName))
            return MainCfBlock(rows, mainCf ?? MainCfClasses())
        } catch {
            throw .temporary("main.cf cannot be read: \(error)")
        }
    }
}
