/// The ASCII form of internationalised domain names, RFC 3492.
enum Punycode {
    /// The `xn--` twin of `domain`, under which mail servers without SMTPUTF8 know it; nil if it is ASCII, or too long to have one.
    ///
    /// The labels are taken as they are stored, in lower case and composed.
    static func twin(of domain: String) -> String? {
        guard !NameRules.isASCII(domain) else { return nil }
        var labels: [String] = []
        for label in domain.split(separator: ".", omittingEmptySubsequences: false) {
            if label.utf8.allSatisfy({ $0 < 0x80 }) {
                labels.append(String(label))
            } else {
                guard let encoded = encode(label.unicodeScalars.map(\.value)), encoded.utf8.count <= 59 else {
                    return nil
                }
                labels.append("xn--\(encoded)")
            }
        }
        return labels.joined(separator: ".")
    }

    /// RFC 3492 6.3; nil for more code points than a label can have.
    private static func encode(_ points: [UInt32]) -> String? {
        guard points.count <= 63 else { return nil }
        var output = points.filter { $0 < 0x80 }.map { UInt8($0) }
        let basicCount = output.count
        if basicCount > 0 { output.append(UInt8(ascii: "-")) }
        var (next, delta, bias, handled) = (UInt32(0x80), 0, 72, basicCount)
        while handled < points.count {
            guard let smallest = points.filter({ $0 >= next }).min() else { return nil }
            delta += Int(smallest - next) * (handled + 1)
            next = smallest
            for point in points {
                if point < next { delta += 1 }
                guard point == next else { continue }
                var rest = delta
                var position = 36
                while true {
                    let threshold = min(max(position - bias, 1), 26)
                    if rest < threshold { break }
                    output.append(digit(threshold + (rest - threshold) % (36 - threshold)))
                    rest = (rest - threshold) / (36 - threshold)
                    position += 36
                }
                output.append(digit(rest))
                bias = adapted(delta, points: handled + 1, isFirst: handled == basicCount)
                delta = 0
                handled += 1
            }
            delta += 1
            next += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func digit(_ value: Int) -> UInt8 {
        value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
    }

    /// RFC 3492 6.1.
    private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / points
        var position = 0
        while delta > 455 {
            delta /= 35
            position += 36
        }
        return position + 36 * delta / (delta + 38)
    }
}
