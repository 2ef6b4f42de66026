import AccountStore

extension QueryResult {
    /// The answer to ``PostfixStatements/route``.
    func routeRows(database: String) throws(StoreError) -> RouteRows {
        guard rowCount > 0 else { return RouteRows() }
        guard rowCount == 1 else { throw .twoRows(database) }
        return RouteRows(domain: route(0, 1), address: isNull(0, 0) ? nil : route(0, 11))
    }

    /// The answer to ``PostfixStatements/recipient`` with one row more than `limit`.
    func recipientRows(limit: Int, database: String) throws(StoreError) -> RecipientRows {
        var rows = RecipientRows(isComplete: rowCount <= limit)
        for row in 0..<min(rowCount, limit) {
            let read = address(row, 1)
            if integer(row, 0) == 1 {
                guard rows.root == nil || rows.root == read.number else { throw .twoRows(database) }
                rows.root = read.number
            }
            addAliases(of: row, to: &rows.addresses[read.number, default: read])
        }
        return rows
    }

    /// The answer to ``PostfixStatements/senderGrants`` with one row more than `limit`.
    func senderGrants(limit: Int) -> SenderGrants {
        let grants = (0..<min(rowCount, limit)).map { row in
            SenderGrants.Grant(active: active(row, 0), account: address(row, 1))
        }
        return SenderGrants(grants, isComplete: rowCount <= limit)
    }

    /// The answer to ``PostfixStatements/ownTable``: whether the tables are the HOWTO's, without those of our own.
    var isWithoutOwnTables: Bool {
        rowCount == 1 && integer(0, 0) == 0 && integer(0, 1) == 0 && integer(0, 2) == 1
    }

    /// What a row of Domain or Address refers to, from its column `first` on.
    private func route(_ row: Int, _ first: Int) -> RouteRows.Route {
        let transport = RouteRows.Transport(
            number: integer(row, first + 1) ?? 0, active: active(row, first + 2), transport: textValue(row, first + 3),
            nexthop: textValue(row, first + 4), mx: integerValue(row, first + 5), port: integerValue(row, first + 6))
        let restrictionClass = RouteRows.RestrictionClass(
            number: integer(row, first + 8) ?? 0, name: textValue(row, first + 9))
        return RouteRows.Route(
            transport: isNull(row, first) ? .null : isNull(row, first + 1) ? .missing : .row(transport),
            restrictionClass: isNull(row, first + 7)
                ? .null : isNull(row, first + 8) ? .missing : .row(restrictionClass))
    }

    /// An address, from its column `first` on: addNum, addLocalpart, domNum (NULL: no Domain), domName, Domain.active, domClass,
    /// Address.active, vmNum (NULL: no VMailbox), VMailbox.active.
    private func address(_ row: Int, _ first: Int) -> RecipientRows.Address {
        let domain = AccountRows.Domain(active: active(row, first + 4), domClass: integer(row, first + 5))
        return RecipientRows.Address(
            number: integer(row, first) ?? 0, localpart: text(row, first + 1), domainName: text(row, first + 3),
            domain: isNull(row, first + 2) ? nil : domain,
            active: active(row, first + 6), mailbox: isNull(row, first + 7) ? nil : active(row, first + 8))
    }

    /// Adds the rows of VAlias and Alias from column 10 on to their address. Each comes once for each row of the other table.
    private func addAliases(of row: Int, to address: inout RecipientRows.Address) {
        if !isNull(row, 10) {
            let target = RecipientRows.Target(number: integer(row, 11), active: active(row, 12))
            if isNull(row, 13) || !address.targets.contains(target) { address.targets.append(target) }
        }
        if !isNull(row, 13) {
            let active = active(row, 14)
            if !address.localAliases.contains(active) { address.localAliases.append(active) }
        }
    }

    private func integerValue(_ row: Int, _ column: Int) -> ColumnValue {
        isNull(row, column) ? .null : integer(row, column).map(ColumnValue.integer) ?? .other
    }

    private func textValue(_ row: Int, _ column: Int) -> ColumnValue {
        guard let bytes = text(row, column) else { return .null }
        return String(validating: bytes, as: UTF8.self).map(ColumnValue.text) ?? .other
    }
}
