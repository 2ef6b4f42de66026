import AccountStore

extension AccountDirectory {
    /// Looks up `key` in a table of Postfix.
    public func postfix(
        _ map: PostfixMap, _ key: some Collection<UInt8>, then completion: @escaping (PostfixAnswer) -> Void
    ) {
        completion(.temporaryFailure(.noHostname))
    }
}
