import NIOCore
import Testing

@testable import LookupServer

@Suite struct ReplyQueueTests {
    /// Every order of the answers to four questions.
    @Test func repliesKeepTheOrderOfTheirQuestions() {
        func permutations(_ numbers: [Int]) -> [[Int]] {
            guard numbers.count > 1 else { return [numbers] }
            return numbers.flatMap { first in permutations(numbers.filter { $0 != first }).map { [first] + $0 } }
        }
        for order in permutations([0, 1, 2, 3]) {
            var queue = ReplyQueue()
            let places = (0...3).map { _ in queue.reserve() }
            var sent = ""
            for (answered, number) in order.enumerated() {
                queue.complete(places[number], Array("\(number)".utf8))
                sent += String(buffer: queue.takeReady())
                let isExpected = (0...3).prefix { order.prefix(answered + 1).contains($0) }.map { "\($0)" }.joined()
                #expect(sent == isExpected, "\(order)")
            }
            #expect(queue.openCount == 0)
        }
    }

    @Test func partsAreSentAsTheyComeAndInTheirPlace() {
        var queue = ReplyQueue()
        let (first, list, last) = (queue.reserve(), queue.reserve(), queue.reserve())
        queue.complete(last, Array("z".utf8))
        queue.add(Array("b".utf8), to: list)
        #expect(!queue.isReady && queue.isFirst(first) && !queue.isFirst(list))
        queue.complete(first, Array("a".utf8))
        #expect(String(buffer: queue.takeReady()) == "ab" && queue.isFirst(list))
        queue.add(Array("c".utf8), to: list)
        #expect(String(buffer: queue.takeReady()) == "c")
        queue.complete(list, Array("d".utf8))
        #expect(String(buffer: queue.takeReady()) == "dz")
        #expect(queue.openCount == 0 && !queue.isReady)
    }
}
