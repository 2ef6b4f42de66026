import Testing

@testable import PostgresAccountStore

@Suite struct AddressLookupTests {
    private static func addresses(of name: String) async -> Result<[String], ServerFailure> {
        await withCheckedContinuation { waiting in lookUpAddresses(of: name) { waiting.resume(returning: $0) } }
    }

    @Test func aNameHasAddresses() async throws {
        let found = try await Self.addresses(of: "localhost").get()
        #expect(!found.isEmpty && Set(found).isSubset(of: ["127.0.0.1", "::1"]))
    }

    /// RFC 2606 keeps this domain for names that do not exist.
    @Test func aNameThatDoesNotExistSaysNothingAboutAServer() async {
        guard case .failure(let failure) = await Self.addresses(of: "none.invalid") else {
            Issue.record("none.invalid has an address")
            return
        }
        #expect(failure.remedy == .nextServer)
        #expect(failure.message.hasPrefix("cannot look up the address of none.invalid: "))
    }
}
