/// An item of a list: what stands in its head, what is said of it, and the items of the lists within.
struct ManualItem {
    /// The words of the head, macros among them; what stood on lines of its own ends with a "\n".
    private(set) var head: [String]
    private(set) var body: [ManualPage.Line] = []
    private(set) var items: [ManualItem] = []

    /// The items of every list in `lines`, those of lists within lists apart.
    static func items(in lines: [ManualPage.Line]) -> [ManualItem] {
        var rest = lines[...]
        return items(in: &rest)
    }

    private static func items(in lines: inout ArraySlice<ManualPage.Line>) -> [ManualItem] {
        var found: [ManualItem] = []
        var isInList = false
        while let line = lines.popFirst() {
            switch line {
            case .macro("Bl", _) where !isInList: isInList = true
            case .macro("Bl", let words):
                // A list within the item: what follows is its own, up to its end.
                lines = [.macro("Bl", words)] + lines
                var inner = takeList(from: &lines)
                found[found.count - 1].items += items(in: &inner)
            case .macro("El", _): isInList = false
            case .macro("It", let words): found.append(ManualItem(head: head(words, &lines)))
            default: if isInList, !found.isEmpty { found[found.count - 1].body.append(line) }
            }
        }
        return found
    }

    private static func takeList(from lines: inout ArraySlice<ManualPage.Line>) -> ArraySlice<ManualPage.Line> {
        var depth = 0
        var list: [ManualPage.Line] = []
        while let line = lines.popFirst() {
            list.append(line)
            if case .macro("Bl", _) = line { depth += 1 }
            if case .macro("El", _) = line { depth -= 1 }
            if depth == 0 { break }
        }
        return list[...]
    }

    private static func head(_ words: [String], _ lines: inout ArraySlice<ManualPage.Line>) -> [String] {
        guard words.first == "Xo" else { return words }
        var head: [String] = []
        while case .macro(let macro, let words)? = lines.popFirst(), macro != "Xc" { head += [macro] + words + ["\n"] }
        return head
    }

    /// What is said of it, on one line: the words of its macros with those of the text.
    var text: String {
        body.map { line in
            switch line {
            case .macro(_, let words): words.joined(separator: " ")
            case .text(let text): text
            }
        }.joined(separator: " ")
    }
}
