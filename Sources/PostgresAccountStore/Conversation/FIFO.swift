/// A queue with a cheap ``removeFirst()``.
struct FIFO<Element> {
    private var elements: [Element?] = []
    private var head = 0

    init() {}

    var count: Int { elements.count - head }
    var isEmpty: Bool { count == 0 }
    var first: Element? { isEmpty ? nil : elements[head] }

    mutating func append(_ element: Element) { elements.append(element) }

    /// Puts `others` before all elements.
    mutating func prepend(_ others: [Element]) {
        guard !others.isEmpty else { return }
        elements.replaceSubrange(..<head, with: others)
        head = 0
    }

    mutating func removeFirst() -> Element? {
        guard !isEmpty else { return nil }
        let element = elements[head]
        elements[head] = nil
        head += 1
        if head == elements.count {
            elements.removeAll(keepingCapacity: true)
            head = 0
        } else if head >= 64, head * 2 >= elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return element
    }

    mutating func removeAll() -> [Element] {
        let all = elements[head...].compactMap(\.self)
        elements.removeAll(keepingCapacity: true)
        head = 0
        return all
    }

    /// Changes each element.
    mutating func update(_ change: (inout Element) -> Void) {
        elements[head...] = ArraySlice(
            elements[head...].map { element in
                guard var changed = element else { return nil }
                change(&changed)
                return changed
            })
    }

    /// Removes the elements that `isGone` accepts, and returns them.
    mutating func remove(where isGone: (Element) -> Bool) -> [Element] {
        let all = removeAll()
        for element in all where !isGone(element) { append(element) }
        return all.filter(isGone)
    }
}
