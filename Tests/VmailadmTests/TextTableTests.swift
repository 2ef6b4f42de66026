import Testing

@testable import vmailadm

@Suite struct TextTableTests {
    @Test func columnsAreAsWideAsTheirWidestCell() {
        let table = TextTable(["a", "second", "c"], [["wide cell", "x", ""], ["ü", "", "end"]])
        #expect(
            table.description == """
                a          second  c
                wide cell  x
                ü                  end
                """)
    }

    @Test func aTableWithoutRowsHasItsHeadings() {
        #expect(TextTable(["a", "b"], []).description == "a  b")
    }
}
