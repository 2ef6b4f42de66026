import PasswordSchemes
import Testing

@Suite struct ScramSchemeTests {
    let verifier = PasswordVerifier()

    /// The exchanges of RFC 5802 and RFC 7677.
    @Test(arguments: [
        "{SCRAM-SHA-1}4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=",
        "{SCRAM-SHA-256}4096,W22ZaJ0SNY7soEsUEjb6gQ==,WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=,"
            + "wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=",
    ]) func standardVectors(stored: String) {
        #expect(verifier.compare("pencil", stored) == .match)
        #expect(verifier.compare("Pencil", stored) == .mismatch)
    }

    @Test func theServerKeyCountsToo() {
        #expect(
            verifier.compare(
                "pencil", "{SCRAM-SHA-1}4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTA="
            )
                == .mismatch)
    }

    @Test(arguments: [
        ",", ",,,", "4096", "4096,", "4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=",
        "4095,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=",
        "0,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=",
        "-4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=",
        "4096,QSXCR+Q6sek8bf9,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=",
        "4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y,D+CSWLOshSulAsxiupA+qs2/fTE=",
        "4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7v,D+CSWLOshSulAsxiupA+qs2/fTE=",
        "4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,D+CSWLOshSulAsxiupA+qs2/fTE=,",
        "4096,QSXCR+Q6sek8bf92,6dlGYMOdZcOPutkcNY8U2g7vK9Y=,",
    ]) func malformed(data: String) {
        #expect(verifier.reasonUnusable("{SCRAM-SHA-1}" + data) == .malformed(scheme: "SCRAM-SHA-1"))
        #expect(verifier.compare("pencil", "{SCRAM-SHA-1}" + data) == .unusable(.malformed(scheme: "SCRAM-SHA-1")))
        #expect(verifier.reasonUnusable("{SCRAM-SHA-256}" + data) == .malformed(scheme: "SCRAM-SHA-256"))
    }
}
