/// The index of the delimiter that begins the extension of `localpart`, which is in lower case; nil if it has no extension.
///
/// The rules are those of Postfix's split_addr(3): the first of the characters in `delimiters` begins the extension, and what is before
/// it must not be empty. Names of the mail system itself are not split, nor, with `-` among the delimiters, those of mailing lists'
/// owners and requests (`owner_request_special`).
func extensionStart(in localpart: [UInt8], delimiters: String) -> Int? {
    for name in ["postmaster", "mailer-daemon", "double-bounce"] where localpart.elementsEqual(name.utf8) { return nil }
    if delimiters.utf8.contains(UInt8(ascii: "-")) {
        let request = "-request".utf8
        if localpart.starts(with: "owner-".utf8) { return nil }
        if localpart.count > request.count, localpart.suffix(request.count).elementsEqual(request) { return nil }
    }
    guard let start = localpart.firstIndex(where: delimiters.utf8.contains), start > 0 else { return nil }
    return start
}
