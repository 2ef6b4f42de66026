import Testing

@testable import Authentication

@Suite struct AddressExtensionTests {
    /// The rules of Postfix's split_addr(3).
    @Test(
        arguments: [
            ("u+x", "+", 1), ("u", "+", nil), ("u+", "+", 1), ("+x", "+", nil), ("++x", "+", nil), ("u+x", "", nil),
            ("u+x", "-", nil),
            ("u-x+y", "+-", 1), ("u+x-y", "-", 3), ("u+x-y", "-+", 1), ("u.x", ".", 1),
            ("postmaster", "t", nil), ("mailer-daemon", "-", nil), ("double-bounce", "-", nil),
            ("mailer-daemon2", "-", 6),
            ("owner-list", "-", nil), ("owner-list", "w", 1), ("list-request", "-", nil), ("list-request", "+-", nil),
            ("-request", "-", nil), ("list-request+x", "+", 12), ("list-requests", "-", 4), ("owner-list+x", "+", 10),
            ("owner-list+x", "+-", nil),
        ] as [(String, String, Int?)])
    func theExtension(localpart: String, delimiters: String, start: Int?) {
        #expect(extensionStart(in: Array(localpart.utf8), delimiters: delimiters) == start)
    }
}
