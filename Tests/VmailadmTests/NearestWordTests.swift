import Testing

@testable import vmailadm

@Suite struct NearestWordTests {
    @Test(arguments: [
        ("explian", "explain"), ("xplain", "explain"), ("ls", "list"), ("lst", "list"), ("listt", "list"),
        ("lits", "list"), ("--jsn", "--json"), ("--josn", "--json"), ("shwo", "show"),
    ])
    func aMistakeHasAWordThatWasMeant(word: String, meant: String) {
        #expect(nearest(to: word, in: ["show", "list", "login", "explain", "--json", "--database"]) == meant)
    }

    @Test(arguments: ["", "x", "rm", "delete", "xhowx", "geheim"])
    func whatIsLikeNoneHasNone(word: String) {
        #expect(nearest(to: word, in: ["show", "list", "remove"]) == nil)
    }

    @Test func theNearestComesFirst() {
        #expect(nearest(to: "bane", in: ["bonne", "bone", "lane"]) == "bone")
        #expect(nearest(to: "list", in: []) == nil)
    }
}
