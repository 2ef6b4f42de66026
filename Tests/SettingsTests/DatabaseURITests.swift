import Testing

@testable import Settings

@Suite struct DatabaseURITests {
    @Test(arguments: [
        ("postgresql://db.example/mail", "postgresql://db.example/mail", false),
        ("postgres://u@a:1,b:2/mail", "postgres://u@a:1,b:2/mail", false),
        ("postgresql:///mail?service=mail&host=/run/x", "postgresql:///mail", false),
        ("postgresql://u:secret@db.example/mail", "postgresql://u@db.example/mail", true),
        ("postgresql://u:se/cr@et@db.example/mail", "postgresql://u@db.example/mail", true),
        ("postgresql://u:se?cret@db.example/mail", "postgresql://u@db.example/mail", true),
        ("postgresql://db.example/mail?user=u&password=secret", "postgresql://db.example/mail", true),
        ("postgresql://db.example/mail?sslpassword=secret", "postgresql://db.example/mail", true),
        ("postgresql://db.example/mail?pass%77ord=secret", "postgresql://db.example/mail", true),
    ])
    func nameAndPassword(text: String, name: String, hasPassword: Bool) throws {
        let uri = try #require(DatabaseURI(text))
        #expect(uri.name == name)
        #expect(uri.hasPassword == hasPassword)
        var settings = Settings()
        settings.database = text
        #expect(settings.databaseName == name)
    }

    @Test(arguments: ["/var/lib/mail.sqlite", "postgresql:/mail", "mysql://db/mail", "", "mail.sqlite"])
    func anythingElseIsAFile(text: String) {
        #expect(DatabaseURI(text) == nil)
        var settings = Settings()
        settings.database = text
        #expect(settings.databaseName == text)
    }
}
