import Glibc
import PasswordSchemes
import Testing

/// Changes stored passwords of every scheme at random: nothing may crash, and nothing may match that is not the same hash,
/// written differently.
///
/// `VMAIL_FUZZ_SECONDS` sets for how long, and `VMAIL_FUZZ_SEED` with which seed.
@Suite struct HashFuzzTests {
    static let seconds = number("VMAIL_FUZZ_SECONDS") ?? 2
    static let seed = UInt64(number("VMAIL_FUZZ_SEED") ?? Int(time(nil)))

    static let user = "user@new.vmail.example"

    /// Low, so that no mutation costs much.
    static var limits: CostLimits {
        var limits = CostLimits()
        limits.argon2Memory = 1 << 21
        limits.argon2Iterations = 4
        limits.bcryptCost = 5
        limits.shaCryptRounds = 10_000
        limits.pbkdf2Rounds = 10_000
        limits.scryptMemory = 1 << 22
        limits.sunMD5Rounds = 10_000
        limits.bsdiCount = 10_000
        limits.sha1CryptIterations = 10_000
        limits.scramIterations = 10_000
        limits.otpSequence = 10_000
        return limits
    }

    let verifier = PasswordVerifier(limits: limits)

    @Test func nothingChangedMatches() {
        var generator = SeededGenerator(seed: Self.seed)
        let vectors = Vectors.all.map { Array($0.utf8) }
        let password = Array(Vectors.password.utf8)
        let end = time(nil) + Self.seconds
        var tried = 0
        while time(nil) < end {
            guard let original = vectors.randomElement(using: &generator) else { return }
            var changed = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                generator.mutate(&changed, others: vectors)
            }
            tried += 1
            // An empty `changed`, one that is cut anywhere, one that names another scheme: all are inputs.
            let result = verifier.compare(password, changed, user: Self.user)
            let isSame = vectors.contains { Self.meaning($0) == Self.meaning(changed) }
            if result == .match, !isSame {
                Issue.record("seed \(Self.seed): \(String(decoding: changed, as: UTF8.self)) matches")
            }
            if case .unusable = result {
                #expect(verifier.compare([], changed, user: Self.user) == result, "seed \(Self.seed)")
            } else {
                #expect(verifier.compare([], changed, user: Self.user) == .mismatch, "seed \(Self.seed)")
            }
        }
        #expect(tried > 0)
    }

    /// Two of the bits of each byte of the data of each scheme.
    @Test(arguments: Vectors.all) func oneBitChangedNeverMatches(stored: String) {
        var generator = SeededGenerator(seed: Self.seed)
        let original = Array(stored.utf8)
        let start = (original.firstIndex(of: UInt8(ascii: "}")) ?? -1) + 1
        for index in start..<original.count {
            for bit in Array(0..<8).shuffled(using: &generator).prefix(2) {
                var changed = original
                changed[index] ^= 1 << bit
                guard Self.meaning(changed) != Self.meaning(original) else { continue }
                let result = verifier.compare(Array(Vectors.password.utf8), changed, user: Self.user)
                #expect(result != .match, "\(String(decoding: changed, as: UTF8.self))")
            }
        }
    }

    /// `stored` in one spelling: what differs in this is another password's, or nobody's.
    static func meaning(_ stored: [UInt8]) -> [UInt8] {
        let text = String(decoding: stored, as: UTF8.self)
        let brace = text.firstIndex(of: "}")
        let name = text[..<(brace ?? text.startIndex)].uppercased()
        var data = String(text[(brace.map { text.index(after: $0) } ?? text.startIndex)...])
        // Hex in either case; a scheme of Dovecot's, or a seed, in either.
        let isHex = data.utf8.allSatisfy { $0.isHexDigit }
        if isHex || name.hasPrefix("{PBKDF2") || name.hasPrefix("{OTP") { data = data.lowercased() }
        // The letters of bcrypt differ for passwords of more than ASCII only.
        if data.hasPrefix("$2"), data.utf8.count > 4 {
            data.replaceSubrange(
                data.index(data.startIndex, offsetBy: 2)..<data.index(data.startIndex, offsetBy: 3), with: "y")
        }
        // The length does not matter where the password is of another.
        if name == "{PLAIN-TRUNC", let dash = data.firstIndex(of: "-"),
            data.distance(from: dash, to: data.endIndex) - 1 != Int(data[..<dash])
        {
            data = String(data[data.index(after: dash)...])
        }
        return Array(data.utf8)
    }

    private static func number(_ name: String) -> Int? {
        getenv(name).flatMap { Int(String(cString: $0)) }
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool { Character(UnicodeScalar(self)).isHexDigit }
}

extension SeededGenerator {
    /// Changes `bytes` in one of the ways in which data gets corrupted, or an attacker would try.
    fileprivate mutating func mutate(_ bytes: inout [UInt8], others: [[UInt8]]) {
        let position = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &self)
        switch Int.random(in: 0..<8, using: &self) {
        case 0 where !bytes.isEmpty: bytes[position] ^= 1 << UInt8.random(in: 0..<8, using: &self)
        case 1 where !bytes.isEmpty: bytes[position] = .random(in: 0...255, using: &self)
        case 2: bytes = Array(bytes[..<position])
        case 3: bytes.removeSubrange(position..<min(bytes.count, position + 3))
        case 4: bytes.insert(Array("$,{}./=0-!*\0é".utf8).randomElement(using: &self) ?? 0, at: position)
        case 5:
            bytes.insert(
                contentsOf: [UInt8](repeating: bytes.first ?? 0x39, count: Int.random(in: 1...600, using: &self)),
                at: position)
        case 6:
            bytes.insert(
                contentsOf: "99999999999999999999".utf8.prefix(Int.random(in: 1...20, using: &self)), at: position)
        default:
            // The head of one and the tail of another.
            guard let other = others.randomElement(using: &self) else { return }
            bytes = bytes[..<position] + other.suffix(Int.random(in: 0...other.count, using: &self))
        }
    }
}
