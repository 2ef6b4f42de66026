import Settings
import TerminalText

/// A rule for new names. Existing names are still served; `check` lists those that break a rule.
struct NameRule: Sendable {
    /// The problem of a name that breaks the rule, as the end of a sentence that begins with the name.
    let problem: String
    /// Whether SMTP allows the name all the same, in quotes (RFC 5321 4.1.2, Quoted-string).
    let isQuotable: Bool
    let isBroken: @Sendable (String) -> Bool

    init(_ problem: String, quotable isQuotable: Bool = false, _ isBroken: @escaping @Sendable (String) -> Bool) {
        self.problem = problem
        self.isQuotable = isQuotable
        self.isBroken = isBroken
    }
}

enum NameRules {
    static let localpart = [
        NameRule("has an invisible character or a control character in it") {
            $0.unicodeScalars.contains(where: isInvisible)
        },
        NameRule("begins with mailto:, which is no part of an address", quotable: true) { $0.hasPrefix("mailto:") },
        NameRule("has < or > in it; give the address without a name", quotable: true) { hasAny($0, "<>") },
        NameRule("has a blank in it", quotable: true) { hasAny($0, " ") },
        NameRule("has two dots in a row", quotable: true) { hasTwoDots($0) },
        NameRule("begins with a dot", quotable: true) { $0.utf8.first == UInt8(ascii: ".") },
        NameRule("ends with a dot", quotable: true) { $0.utf8.last == UInt8(ascii: ".") },
        // RFC 5322 3.2.3, specials.
        NameRule("has one of ()[]:;,\\\" in it", quotable: true) { hasAny($0, "()[]:;,\\\"") },
    ]

    /// The rules of a domain. No mail can be sent to a name that breaks one.
    static let domain = [
        NameRule("has a blank, an invisible character or a control character in it") {
            hasAny($0, " ") || $0.unicodeScalars.contains(where: isInvisible)
        },
        NameRule("has a comma in it; add one domain at a time") { hasAny($0, ",") },
        NameRule("has a * in it; there are no wildcard domains") { hasAny($0, "*") },
        NameRule("has two dots in a row") { hasTwoDots($0) },
        NameRule("ends with a dot") { $0.utf8.last == UInt8(ascii: ".") },
        // U+3002, U+FF0E and U+FF61, which RFC 3490 3.1 reads as dots.
        NameRule("has a full-width or ideographic dot in it; write .") {
            $0.unicodeScalars.contains { $0 == "\u{3002}" || $0 == "\u{ff0e}" || $0 == "\u{ff61}" }
        },
        NameRule("has a character in it that no domain name has") {
            !isPlain($0.utf8.lazy.filter { $0 < 0x80 }, or: ".")
        },
    ]

    /// The rules for a mailbox's localpart. The settings of Dovecot or Postfix refuse a valid localpart that breaks one.
    static func mailbox(_ settings: Settings) -> [NameRule] {
        settings.recipientDelimiter.map { delimiter in
            NameRule(
                "has a \(delimiter) in it: with recipient_delimiter = \(settings.recipientDelimiter) LMTP delivers its mail "
                    + "to the name before the \(delimiter), or answers 550"
            ) { hasAny($0, String(delimiter)) }
        } + [
            NameRule("is not ASCII: the LMTP of Dovecot 2.3 answers 501, and Postfix needs smtputf8_enable") {
                !isASCII($0)
            }
        ]
    }

    static func broken(by name: String, of rules: [NameRule]) -> NameRule? { rules.first { $0.isBroken(name) } }

    static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

    private static func hasAny(_ text: String, _ characters: String) -> Bool {
        text.utf8.contains { characters.utf8.contains($0) }
    }

    private static func hasTwoDots(_ text: String) -> Bool {
        zip(text.utf8, text.utf8.dropFirst()).contains { $0 == UInt8(ascii: ".") && $1 == $0 }
    }

    /// White space other than a blank, controls, and format characters such as a zero-width space.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        // Nearly all that comes. Unicode's properties cost a look-up in a table.
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7f }
        return isUnsafeOnTerminal(scalar) || scalar.properties.isWhitespace
            || scalar.properties.generalCategory == .format
    }

    /// Whether `text` consists of ASCII letters and digits, hyphens, underscores and `others`.
    static func isPlain(_ text: some Sequence<UInt8>, or others: String = "") -> Bool {
        text.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: others.utf8.contains(byte)
            }
        }
    }
}

extension AddressKey {
    /// Throws if the name breaks a rule for new names. `force` allows what SMTP allows in quotes.
    func expectNewName(force: Bool) throws(AdministrationError) {
        if let problem = newNameProblem(force: force) { throw .data("address \(oneLine(description)): \(problem)") }
    }

    /// The problem of the name as a new one and its remedy; nil if there is none.
    func newNameProblem(force: Bool) -> String? {
        if let rule = NameRules.broken(by: domain, of: NameRules.domain) { return "its domain \(rule.problem)" }
        guard let rule = NameRules.broken(by: localpart, of: NameRules.localpart), !(force && rule.isQuotable) else {
            return nil
        }
        return rule.problem + (rule.isQuotable ? "; --force adds it, for senders who write it in quotes" : "")
    }

    /// The reasons why Dovecot or Postfix may refuse a mailbox of this name, a line each.
    func mailboxWarnings(_ settings: Settings) -> [String] {
        var warnings = NameRules.mailbox(settings).filter { $0.isBroken(localpart) }.map {
            "\(oneLine(description)): \($0.problem)"
        }
        if warnings.isEmpty, !NameRules.isASCII(domain) {
            warnings = [
                "\(oneLine(description)): its domain is not ASCII: the LMTP of Dovecot 2.3 answers 501, and Postfix needs smtputf8_enable"
            ]
        }
        return warnings
    }
}

func expectNewDomainName(_ name: String) throws(AdministrationError) {
    if let rule = NameRules.broken(by: name, of: NameRules.domain) {
        throw .data("domain \(oneLine(name)): \(rule.problem)")
    }
}
