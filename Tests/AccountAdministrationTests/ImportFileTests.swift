import SecretBytes
import Settings
import Testing

@testable import AccountAdministration

@Suite struct ImportFileTests {
    private func secrets(isDryRun: Bool) throws -> [String] {
        let bytes = SecretBytes(copying: "a@v.example,whatAcoolPassword\nb@v.example,{PLAIN}x\n".utf8)
        let hasher = PasswordHasher(scheme: "PLAIN", rounds: nil, limits: Settings().limits)
        let file = try ImportFile(
            name: "a test's", bytes: bytes, settings: Settings(), hasher: hasher, isDryRun: isDryRun
        ) { _, _ in }
        return file.accounts.map { account in
            account.secret.bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        }
    }

    @Test func passwordsAreHashedAndHashesStay() throws {
        #expect(try secrets(isDryRun: false) == ["{PLAIN}whatAcoolPassword", "{PLAIN}x"])
    }

    /// Neither the password nor a hash of it is in a transaction that is rolled back.
    @Test func aDryRunHashesNothing() throws {
        #expect(try secrets(isDryRun: true) == ["!", "{PLAIN}x"])
    }
}
