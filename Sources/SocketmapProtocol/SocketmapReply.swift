/// The replies of a socketmap server, as netstrings (socketmap_table(5)).
public enum SocketmapReply {
    /// The longest reply that Postfix takes, in bytes without the length and the comma (`DICT_SOCKMAP_MAX_REPLY`,
    /// src/global/dict_sockmap.c).
    private static let longestReply = 100_000
    /// The most of a reason that is sent. Postfix writes it into one line of its log.
    private static let longestReason = 1_000

    /// The value of the key; nil if Postfix would misread it: an empty one, one with a NUL, or one of more than 99,997 bytes.
    public static func found(_ value: String) -> [UInt8]? {
        let length = value.utf8.count
        guard (1...(longestReply - "OK ".utf8.count)).contains(length), !value.utf8.contains(0) else { return nil }
        return netstring("OK ", value.utf8, length: length)
    }

    /// The map does not have the key. The space is a part of the reply.
    public static let notFound = netstring("NOTFOUND ", [], length: 0)

    /// It cannot be told now: Postfix defers the mail, and logs `reason`.
    public static func temporaryFailure(_ reason: String) -> [UInt8] { failure("TEMP ", reason) }

    /// It can never be told, because Postfix is configured wrongly: Postfix logs `reason`.
    public static func permanentFailure(_ reason: String) -> [UInt8] { failure("PERM ", reason) }

    private static func failure(_ word: String, _ reason: String) -> [UInt8] {
        var text: [UInt8] = []
        for scalar in reason.unicodeScalars {
            let character: Unicode.Scalar = scalar.properties.generalCategory == .control ? "?" : scalar
            guard text.count + character.utf8.count <= longestReason else { break }
            text += character.utf8
        }
        return netstring(word, text, length: text.count)
    }

    private static func netstring(_ word: String, _ rest: some Sequence<UInt8>, length: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length + word.utf8.count + 8)
        bytes += "\(length + word.utf8.count):".utf8
        bytes += word.utf8
        bytes += rest
        bytes.append(UInt8(ascii: ","))
        return bytes
    }
}
