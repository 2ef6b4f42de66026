import Testing

@testable import vmailadm

@Suite struct TextTableTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        let table = TextTable([["a", "second", "c"], ["wide cell", "x", ""], ["ü", "", "end"]])
        #expect(
            table.lines == [
                "a          second  c",
                "wide cell  x",
                "ü                  end",
            ])
    }

    @Test func theGapIsBetweenColumns() {
        #expect(TextTable([["a:", "1"], ["bc:", "2"]], gap: 1).lines == ["a:  1", "bc: 2"])
    }
}
