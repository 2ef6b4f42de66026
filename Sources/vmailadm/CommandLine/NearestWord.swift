/// The word of `known` that `word` is most likely a mistake for; nil if it is like none of them.
func nearest(to word: String, in known: [String]) -> String? {
    let near = known.map { (word: $0, changes: changes(from: word, to: $0)) }.filter { candidate in
        // Of a short word, two changes leave nothing but its first letter.
        candidate.changes == 1 || candidate.changes == 2 && candidate.word.first == word.first
    }
    return near.min { $0.changes < $1.changes }?.word
}

/// The number of letters to add, remove, replace or swap with their neighbour that make `other` of `word`
/// (the optimal string alignment distance).
private func changes(from word: String, to other: String) -> Int {
    let word = Array(word.utf8)
    let other = Array(other.utf8)
    var before: [Int] = []
    var row = Array(0...other.count)
    for i in word.indices {
        var next = [i + 1]
        for j in other.indices {
            var least = min(next[j] + 1, row[j + 1] + 1, row[j] + (word[i] == other[j] ? 0 : 1))
            if i > 0, j > 0, word[i] == other[j - 1], word[i - 1] == other[j] { least = min(least, before[j - 1] + 1) }
            next.append(least)
        }
        before = row
        row = next
    }
    return row[other.count]
}
