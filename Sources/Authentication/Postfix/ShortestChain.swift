/// The shortest chain of aliases from `first` to `last`, both included, with one step at least; nil if there is none. The two may be one:
/// then the chain is a loop.
package func shortestChain<Failure: Error>(
    from first: Int64, to last: Int64, targets: (Int64) throws(Failure) -> [Int64]
) throws(Failure) -> [Int64]? {
    var before: [Int64: Int64] = [:]
    var queue = [first]
    var position = 0
    while position < queue.count {
        let node = queue[position]
        position += 1
        for target in try targets(node) where before[target] == nil {
            guard target == last else {
                before[target] = node
                queue.append(target)
                continue
            }
            var chain = [last, node]
            while let step = chain.last, step != first, let previous = before[step] { chain.append(previous) }
            return chain.reversed()
        }
    }
    return nil
}
