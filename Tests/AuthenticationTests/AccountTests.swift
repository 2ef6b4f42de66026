import Authentication
import Testing

@Suite struct AccountTests {
    @Test(arguments: [
        ("maildir:~/Mail", "maildir", "~/Mail"), ("mdbox:/srv/mail/%d/%n", "mdbox", "/srv/mail/%d/%n"),
        ("maildir:~/Mail:INBOX=~/In:LAYOUT=fs", "maildir", "~/Mail"), ("maildir:~/Mail:", "maildir", "~/Mail"),
    ])
    func theMailLocationInTheWordsOfDovecot24(mail: String, driver: String, path: String) throws {
        let accounts = try Accounts { $0.mail = mail }
        guard case .allowed(let account) = accounts.delivery("u@d.example") else { Issue.record("not found"); return }
        #expect(account.mail == mail)
        #expect(account.mailDriver == driver)
        #expect(account.mailPath == path)
    }
}
