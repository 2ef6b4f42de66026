import PasswordSchemes
import Testing

@Suite struct Argon2SchemeTests {
    let verifier = PasswordVerifier()

    /// Of "whatAcoolPassword", by the reference implementation's command; the first has three lanes.
    static let hashes = [
        "$argon2id$v=19$m=1024,t=2,p=3$c29tZXNhbHRY$JF0Ej0Xc/GF6e0yNlSBc7ureECG9HsVs",
        "$argon2i$v=19$m=1024,t=2,p=1$c29tZXNhbHRY$e1gEWmOjKIWzIJtNsM9MsX233fosH5SAOD3rQzFfZ7Y",
    ]

    @Test(arguments: hashes, ["", "{ARGON2}", "{ARGON2I}", "{argon2id}"])
    func everyNameTakesEitherVariant(hash: String, prefix: String) {
        #expect(verifier.compare("whatAcoolPassword", prefix + hash) == .match)
        #expect(verifier.compare("whatAcoolPasswore", prefix + hash) == .mismatch)
    }

    @Test(arguments: [
        ("$argon2d$v=19$m=1024,t=2,p=1$c29tZXNhbHRY$tMNqeEXcOp/ayEbMwtqWGi+25M8ocogVWLZVZsu3BMk", "Argon2d"),
        (
            "$argon2id$v=16$m=1024,t=2,p=1$c29tZXNhbHRY$OGxUYBghGvW7kq1hI9LHvvCqiKIzH6v+8TZqQRKm+pU",
            "another version of Argon2 than 1.3"
        ),
        (
            "$argon2i$m=1024,t=2,p=1$c29tZXNhbHRY$OGxUYBghGvW7kq1hI9LHvvCqiKIzH6v+8TZqQRKm+pU",
            "Argon2 version 1.0"
        ),
    ]) func whatLibsodiumCannotCompute(data: String, what: String) {
        let expected = UnusablePassword.unsupported(scheme: "ARGON2ID", what: what)
        #expect(verifier.reasonUnusable("{ARGON2ID}" + data) == expected)
        #expect(verifier.compare("whatAcoolPassword", "{ARGON2ID}" + data) == .unusable(expected))
    }

    @Test(arguments: hashes) func everyTruncationIsUnusable(hash: String) {
        // A hash part of 16 bytes and more is sound in itself.
        for length in 1..<(hash.lastIndex(of: "$").map { hash.distance(from: hash.startIndex, to: $0) } ?? 0) + 20 {
            let stored = "{ARGON2ID}" + hash.prefix(length)
            #expect(verifier.reasonUnusable(stored) == .malformed(scheme: "ARGON2ID"), "\(stored)")
            #expect(verifier.compare("whatAcoolPassword", stored) == .unusable(.malformed(scheme: "ARGON2ID")))
        }
    }

    @Test(arguments: [
        "m=7,t=2,p=1", "m=15,t=2,p=2", "m=1024,t=0,p=1", "m=1024,t=2,p=0", "m=1024,t=2", "m=-1,t=2,p=1",
        "m=01024,t=2,p=1",
        "t=2,m=1024,p=1", "m=1024,t=2,p=1,", "m=1024,t=2,p=1,keyid=AAAA", "",
    ]) func malformedParameters(parameters: String) {
        let stored = "{ARGON2ID}$argon2id$v=19$\(parameters)$c29tZXNhbHRY$JF0Ej0Xc/GF6e0yNlSBc7ureECG9HsVs"
        #expect(verifier.compare("whatAcoolPassword", stored) == .unusable(.malformed(scheme: "ARGON2ID")))
    }

    @Test(arguments: [
        "c29tZXNhbHRY$JF0Ej0Xc/GF6e0yNlSBc7ureECG9HsVs=", "c29tZXNhbHRY$JF0Ej0Xc/GF6e0yN SBc7ureECG9HsVs",
        "c29tZXNhbA$JF0Ej0Xc/GF6e0yNlSBc7ureECG9HsVs", "$JF0Ej0Xc/GF6e0yNlSBc7ureECG9HsVs", "c29tZXNhbHRY$",
        "c29tZXNhbHRY", "c29tZXNhbHRY$JF0Ej0Xc/GF6e0yNlSBc7ureECG9HsVs$",
    ]) func malformedSaltOrHash(rest: String) {
        let stored = "{ARGON2ID}$argon2id$v=19$m=1024,t=2,p=3$\(rest)"
        #expect(verifier.compare("whatAcoolPassword", stored) == .unusable(.malformed(scheme: "ARGON2ID")))
    }
}
