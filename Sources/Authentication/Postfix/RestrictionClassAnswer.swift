import AccountStore

extension PostfixAnswer {
    /// The restriction class of `name`: that of the row of Address, or else that of the row of Domain. Addresses without a row have the
    /// domain's, or its catchall's.
    init(restrictionClassOf name: String, rows: RouteRows) {
        self = .notFound
        for reference in [rows.address, rows.domain].compactMap({ $0?.restrictionClass }) {
            switch reference {
            case .null: continue
            case .missing: self = .temporaryFailure(.mailData(.missingRow(of: name, "RClass")))
            case .row(let row): self = row.answer
            }
            return
        }
    }
}

extension RouteRows.RestrictionClass {
    /// The class as main.cf names it, `RC<rcNum>-<rcName>`. Postfix would read anything but a word as a list of restrictions.
    fileprivate var answer: PostfixAnswer {
        guard case .text(let word) = name, !word.isEmpty, word.utf8.allSatisfy(isOfWords) else {
            return .temporaryFailure(.mailData(.restrictionClass(number)))
        }
        return .found("RC\(number)-\(word)")
    }
}

private func isOfWords(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
    default: false
    }
}
