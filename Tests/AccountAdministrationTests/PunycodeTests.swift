import Testing

@testable import AccountAdministration

/// The examples of RFC 3492 7.1, and names that one meets.
@Suite struct PunycodeTests {
    @Test(arguments: [
        ("bücher.example", "xn--bcher-kva.example"), ("a.münchen.de", "a.xn--mnchen-3ya.de"),
        ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"),
        ("почемужеонинеговорятпорусски", "xn--b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"), ("ü", "xn--tda"),
        ("ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn"),
    ])
    func theTwinIsTheRFCs(domain: String, twin: String) {
        #expect(Punycode.twin(of: domain) == twin)
    }

    @Test func whatIsASCIIOrTooLongHasNone() {
        #expect(Punycode.twin(of: "v.example") == nil)
        #expect(Punycode.twin(of: String(repeating: "ü", count: 64)) == nil)
    }
}
