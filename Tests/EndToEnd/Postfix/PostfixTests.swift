import Testing

extension EndToEnd {
    /// A real Postfix with the configuration of `dovecot/postfix`, for all suites in here.
    @Suite(.serialized, .mailServer(sql: RecipientCase.sql + MapCase.sql + SenderCase.sql))
    enum PostfixTests {}
}
