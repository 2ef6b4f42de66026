import AccountStore
import Settings

/// Follows virtual aliases to the addresses at their ends.
///
/// - A mapping, and an address, that is off leads nowhere. What is left without a target is rejected if it has no mailbox.
/// - Mappings between the addresses of a loop are dead; those that leave it count for each of its addresses.
/// - An address that leads to itself keeps its mail: it is an end, beside its other targets.
/// - If one target cannot be told, the alias cannot.
///
/// An address at an end expands to nothing, or to itself. Postfix asks for it again, and gets no further.
struct AliasExpansion {
    private let rows: RecipientRows
    private let settings: Settings
    /// The verdicts of the addresses that are done.
    private(set) var verdicts: [Int64: MailVerdict] = [:]

    /// The most addresses that an alias may lead to: Postfix's default of `virtual_alias_expansion_limit`.
    static let mostTargets = 1000
    /// The most rows that are read for one alias. Some may be off.
    static let mostRows = 4000

    /// What becomes of mail for the address that `rows`, which are complete, were read for.
    static func verdict(of rows: RecipientRows, settings: Settings) -> MailVerdict {
        guard let number = rows.root else { return .unknown }
        var expansion = AliasExpansion(rows: rows, settings: settings)
        for group in aliasGroups(from: number, targets: { rows.passable($0).compactMap(\.number) }) {
            expansion.settle(group)
        }
        return expansion.verdicts[number] ?? .unknown
    }

    init(rows: RecipientRows, settings: Settings) {
        self.rows = rows
        self.settings = settings
    }

    /// Decides on a group. The groups that it leads to are done.
    mutating func settle(_ group: [Int64]) {
        let isLoop = group.count > 1
        var ends = Ends()
        var doubt: TemporaryFailure?
        for address in group.sorted().compactMap({ rows.addresses[$0] }) {
            let states = address.states
            if isLoop, Policy.permissions(in: states).mail == .temporaryFailure {
                doubt = doubt ?? address.invalidActive(in: states)
            }
            for row in rows.passable(address.number) {
                guard let target = row.number.flatMap({ rows.addresses[$0] }) else { continue }
                let isInvalid = Policy.mail(row.active, in: .VAlias) == .temporaryFailure
                if target.number != address.number, group.contains(target.number) {
                    if isInvalid { doubt = doubt ?? .mailData(.invalidActive(of: address, .VAlias)) }
                    continue
                }
                let found = destination(of: target, from: address)
                if isInvalid, !found.isEmpty {
                    ends.failure = ends.failure ?? .mailData(.invalidActive(of: address, .VAlias))
                }
                ends.add(found)
            }
            if ends.numbers.count > Self.mostTargets {
                ends.failure = ends.failure ?? .mailData(.tooManyTargets(of: address, limit: Self.mostTargets))
            }
        }
        if !ends.isEmpty { ends.failure = ends.failure ?? doubt }
        for address in group.compactMap({ rows.addresses[$0] }) {
            verdicts[address.number] = verdict(of: address, ends)
        }
    }

    /// The verdict of an address whose aliases lead to `ends`.
    private func verdict(of address: RecipientRows.Address, _ ends: Ends) -> MailVerdict {
        if ends.isEmpty {
            return address.targets.isEmpty || address.mailbox != nil ? address.ownVerdict(settings) : .unknown
        }
        if let failure = ends.failure { return .temporaryFailure(failure) }
        let states = address.states
        guard Policy.permissions(in: states).mail == .found else {
            return .temporaryFailure(address.invalidActive(in: states))
        }
        return .forwarded(ends.numbers)
    }

    /// Where mail ends that `alias` sends to `target`.
    private func destination(of target: RecipientRows.Address, from alias: RecipientRows.Address) -> Ends {
        let keepsMail = target.number == alias.number
        // A catchall may be an alias, and never a target. If it is off, it does no harm.
        guard keepsMail || !target.isCatchall else {
            let isOff = Policy.permissions(in: target.states).mail == .unknown
            return isOff ? Ends() : Ends(failure: .mailData(.catchallTarget(of: alias, target)))
        }
        switch keepsMail ? target.ownVerdict(settings) : verdicts[target.number] ?? .unknown {
        case .unknown: return Ends()
        case .temporaryFailure(let failure): return Ends(failure: failure)
        case .forwarded(let numbers): return Ends(numbers)
        case .delivered:
            guard target.quotedAddress() != nil else {
                return Ends(failure: .mailData(.unwritableTarget(of: alias, target)))
            }
            return Ends([target.number])
        }
    }
}

/// Addresses at the ends of aliases, each once.
private struct Ends {
    private(set) var numbers: [Int64]
    private var seen: Set<Int64>
    var failure: TemporaryFailure?

    init(_ numbers: [Int64] = [], failure: TemporaryFailure? = nil) {
        self.numbers = numbers
        seen = Set(numbers)
        self.failure = failure
    }

    var isEmpty: Bool { numbers.isEmpty && failure == nil }

    mutating func add(_ other: Ends) {
        for number in other.numbers where seen.insert(number).inserted { numbers.append(number) }
        failure = failure ?? other.failure
    }
}

extension RecipientRows {
    /// The rows of VAlias that mail may take from the address `number`, in the order of their targets: none if the address is off.
    func passable(_ number: Int64) -> [Target] {
        guard let address = addresses[number], Policy.permissions(in: address.states).mail != .unknown else {
            return []
        }
        return address.targets
            .filter {
                Policy.mail($0.active, in: .VAlias) != .unknown && $0.number.map { addresses[$0] != nil } == true
            }
            .sorted { ($0.number ?? 0) < ($1.number ?? 0) }
    }
}

extension RecipientRows.Address {
    /// The address as it stands in an answer, with `suffix` behind the localpart; nil if it cannot be written.
    func quotedAddress(suffix: String = "") -> String? {
        guard let localpart, let domainName, let name = String(validating: localpart, as: UTF8.self),
            let domain = String(validating: domainName, as: UTF8.self), !name.isEmpty
        else { return nil }
        return Authentication.quotedAddress(localpart: name + suffix, domain: domain)
    }
}
