import Testing

@testable import PasswordSchemes

@Suite struct ScryptParametersTests {
    static func read(_ text: String, classic: Bool) throws -> (memory: Int, passes: Int) {
        try Array(text.utf8).withUnsafeBytes {
            var scanner = ByteScanner($0)
            let parameters = try ScryptParameters(&scanner, classic: classic)
            return (parameters.memory, parameters.passes)
        }
    }

    /// What crypt_gensalt(3) writes for each of its costs.
    @Test(arguments: [
        ("j75$", 1 << 20, 1), ("j85$", 2 << 20, 1), ("j7T$", 4 << 20, 1), ("j8T$", 8 << 20, 1), ("j9T$", 16 << 20, 1),
        ("jAT$", 32 << 20, 1), ("jFT$", 1 << 30, 1),
        // t = 4; p = 2
        ("j65/1$", 1 << 19, 5), ("j75..$", 1 << 20, 2),
    ]) func yescrypt(text: String, memory: Int, passes: Int) throws {
        let result = try Self.read(text, classic: false)
        #expect(result == (memory, passes))
    }

    @Test(arguments: [
        ("BU..../....", 32 << 20, 1), ("CU..../....", 64 << 20, 1), ("GU..../....", 1 << 30, 1),
        ("2/..../....", 2048, 1),
        ("CU....7....", 64 << 20, 9), ("zU..../....", .max, 1), ("Tzzzzzzzzzz", .max, (1 << 30) - 1),
    ]) func scrypt(text: String, memory: Int, passes: Int) throws {
        let result = try Self.read(text, classic: true)
        #expect(result == (memory, passes))
    }

    @Test(arguments: ["", "j", "j7", "j75", "z", "zzzzz", "j75+", "j75.", "j!5$"]) func truncated(text: String) {
        #expect(throws: HashDefect.self) { try Self.read(text, classic: false) }
        #expect(throws: HashDefect.self) { try Self.read(text, classic: true) }
    }
}
