import PasswordSchemes
import Testing

@Suite struct PBKDF2SchemeTests {
    let verifier = PasswordVerifier()

    /// RFC 6070.
    @Test(arguments: [
        "$1$salt$1$0c60c80f961f0e71f3a9b524af6012062fe037a6", "$1$salt$4096$4b007901b765489abead49d926f721d065a429c1",
        "$1$salt$1$0C60C80F961F0E71F3A9B524AF6012062FE037A6",
    ]) func standardVectors(data: String) {
        #expect(verifier.compare("password", "{PBKDF2}" + data) == .match)
        #expect(verifier.compare("passwore", "{PBKDF2}" + data) == .mismatch)
    }

    @Test(arguments: [
        "$", "$1$", "$1$salt", "$1$salt$", "$1$salt$1", "$1$salt$1$",
        "$2$salt$1$0c60c80f961f0e71f3a9b524af6012062fe037a6",
        "$1$salt$0$0c60c80f961f0e71f3a9b524af6012062fe037a6", "$1$salt$-1$0c60c80f961f0e71f3a9b524af6012062fe037a6",
        "$1$salt$x$0c60c80f961f0e71f3a9b524af6012062fe037a6", "$1$salt$1$0c60c80f961f0e71f3a9b524af6012062fe037a",
        "$1$salt$1$0c60c80f961f0e71f3a9b524af6012062fe037a6a6", "$1$salt$1$xc60c80f961f0e71f3a9b524af6012062fe037a6",
        "$1$salt$1$0c60c80f961f0e71f3a9b524af6012062fe037a6$", "$1$sa$lt$1$0c60c80f961f0e71f3a9b524af6012062fe037a6",
    ]) func malformed(data: String) {
        #expect(verifier.reasonUnusable("{PBKDF2}" + data) == .malformed(scheme: "PBKDF2"))
        #expect(verifier.compare("password", "{PBKDF2}" + data) == .unusable(.malformed(scheme: "PBKDF2")))
    }
}
