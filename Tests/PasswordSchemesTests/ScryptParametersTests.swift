import Testing

@testable import PasswordSchemes

@Suite struct ScryptParametersTests {
    static func read(_ text: String, classic: Bool) throws -> (memory: Int, work: Int) {
        try Array(text.utf8).withUnsafeBytes {
            var scanner = ByteScanner($0)
            let parameters = try ScryptParameters(&scanner, classic: classic)
            return (parameters.memory, parameters.work)
        }
    }

    /// What crypt_gensalt(3) writes for each of its costs.
    static let yescryptSettings: [(String, Int, Int)] = [
        ("j75$", 1 << 20, 1 << 20), ("j85$", 2 << 20, 2 << 20), ("j7T$", 4 << 20, 4 << 20),
        ("j8T$", 8 << 20, 8 << 20), ("j9T$", 16 << 20, 16 << 20), ("jAT$", 32 << 20, 32 << 20),
        ("jFT$", 1 << 30, 1 << 30),
        // t = 4; p = 2
        ("j65/1$", 1 << 19, 5 << 19), ("j75..$", 1 << 20, 2 << 20),
    ]

    @Test(arguments: yescryptSettings) func yescrypt(text: String, memory: Int, work: Int) throws {
        let result = try Self.read(text, classic: false)
        #expect(result == (memory, work))
    }

    static let scryptSettings: [(String, Int, Int)] = [
        ("BU..../....", 32 << 20, 32 << 20), ("CU..../....", 64 << 20, 64 << 20), ("GU..../....", 1 << 30, 1 << 30),
        ("2/..../....", 2048, 2048), ("CU....7....", 64 << 20, 576 << 20), ("zU..../....", .max, .max),
        ("Tzzzzzzzzzz", .max, .max),
        // more lanes than blocks: N = 16, r = 1, p = 2^30 - 1
        ("2/....zzzzz", 137_438_953_344, 2_199_023_253_504),
    ]

    @Test(arguments: scryptSettings) func scrypt(text: String, memory: Int, work: Int) throws {
        let result = try Self.read(text, classic: true)
        #expect(result == (memory, work))
    }

    @Test(arguments: ["", "j", "j7", "j75", "z", "zzzzz", "j75+", "j75.", "j!5$"]) func truncated(text: String) {
        #expect(throws: HashDefect.self) { try Self.read(text, classic: false) }
        #expect(throws: HashDefect.self) { try Self.read(text, classic: true) }
    }
}
