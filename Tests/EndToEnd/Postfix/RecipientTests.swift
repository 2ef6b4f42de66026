import Testing

extension EndToEnd.PostfixTests {
    /// Every state of a recipient, as each kind of client sees it.
    @Suite struct RecipientTests {
        @Test(arguments: MailClient.allCases, RecipientCase.all)
        func recipient(_ client: MailClient, _ recipient: RecipientCase) throws {
            let answer = try MailServer.running().recipient(recipient.recipient, by: client)
            #expect(answer == (client == .outsider ? recipient.outsider : nil) ?? recipient.answer)
        }
    }
}
