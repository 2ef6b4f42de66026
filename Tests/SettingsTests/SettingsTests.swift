import Settings
import Testing

@Suite struct SettingsTests {
    @Test(arguments: [
        ("maildir:~/Mail", "maildir", "~/Mail"), ("mdbox:/srv/mail/%d/%n", "mdbox", "/srv/mail/%d/%n"),
        ("maildir:~/Mail:INBOX=~/In:LAYOUT=fs", "maildir", "~/Mail"), ("maildir:~/Mail:", "maildir", "~/Mail"),
    ])
    func theMailLocationInTheWordsOfDovecot24(mail: String, driver: String, path: String) {
        var settings = Settings()
        settings.mail = mail
        #expect(settings.mailDriver == driver)
        #expect(settings.mailPath == path)
    }
}
