import AccountStore

extension PostgresAccountStore {
    package func route(
        localparts: [String], domain: String, then completion: @escaping (Result<RouteRows, StoreError>) -> Void
    ) {
        let name = name
        ask(PostfixStatements.route, [domain] + localparts.padded) { result in
            completion(
                result.flatMap { rows in
                    Result { () throws(StoreError) in try rows.routeRows(database: name) }
                })
        }
    }

    package func recipient(
        localparts: [String], domain: String, limit: Int,
        then completion: @escaping (Result<RecipientRows, StoreError>) -> Void
    ) {
        let name = name
        ask(PostfixStatements.recipient, [domain] + localparts.padded + ["\(limit + 1)"]) { result in
            completion(
                result.flatMap { rows in
                    Result { () throws(StoreError) in try rows.recipientRows(limit: limit, database: name) }
                })
        }
    }

    /// The grants; none if the database has the HOWTO's tables and none of our own.
    package func senderGrants(
        addresses: [String], limit: Int, then completion: @escaping (Result<SenderGrants, StoreError>) -> Void
    ) {
        ask(PostfixStatements.senderGrants, addresses.padded + ["\(limit + 1)"]) { result in
            switch result {
            case .success(let rows): completion(.success(rows.senderGrants(limit: limit)))
            case .failure(let error) where error.kind == .wrongSchema:
                self.ask(PostfixStatements.ownTable, ["sender"]) { result in
                    guard case .success(let tables) = result, tables.isWithoutOwnTables else {
                        return completion(.failure(error))
                    }
                    completion(.success(SenderGrants()))
                }
            case .failure(let error): completion(.failure(error))
            }
        }
    }
}

extension [String] {
    /// The elements as three parameters; NULL for those that are missing.
    fileprivate var padded: [String?] { (0..<3).map { $0 < count ? self[$0] : nil } }
}
