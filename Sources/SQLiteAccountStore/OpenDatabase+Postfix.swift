import AccountStore

extension OpenDatabase {
    mutating func route(localparts: [String], domain: String) throws(StoreError) -> RouteRows {
        let path = path
        return try routeStatement.use(on: connection) { (statement) throws(StoreError) in
            try statement.bind(localparts, in: domain)
            guard try statement.step() else { return RouteRows() }
            let rows = RouteRows(
                domain: statement.route(1), address: statement.isNull(0) ? nil : statement.route(11))
            guard try !statement.step() else { throw .twoRows(path) }
            return rows
        }
    }

    mutating func recipient(localparts: [String], domain: String, limit: Int) throws(StoreError) -> RecipientRows {
        let path = path
        return try recipientStatement.use(on: connection) { (statement) throws(StoreError) in
            try statement.bind(localparts, in: domain)
            try statement.bind(Int64(limit) + 1, at: 5)
            var rows = RecipientRows()
            var count = 0
            while try statement.step() {
                count += 1
                guard count <= limit else {
                    rows.isComplete = false
                    break
                }
                let read = statement.address(1)
                if statement.integer(0) == 1 {
                    guard rows.root == nil || rows.root == read.number else { throw .twoRows(path) }
                    rows.root = read.number
                }
                statement.add(to: &rows.addresses[read.number, default: read])
            }
            return rows
        }
    }

    /// The grants; none if the schema is older than the table of grants.
    mutating func senderGrants(addresses: [String], limit: Int) throws(StoreError) -> SenderGrants {
        do throws(StoreError) {
            return try senderGrantsStatement.use(on: connection) { (statement) throws(StoreError) in
                for index in 0..<3 { try statement.bind(addresses.value(at: index), at: Int32(index) + 1) }
                try statement.bind(Int64(limit) + 1, at: 4)
                var found = SenderGrants()
                while try statement.step() {
                    guard found.grants.count < limit else {
                        found.isComplete = false
                        break
                    }
                    found.grants.append(.init(active: statement.active(0), account: statement.address(1)))
                }
                return found
            }
        } catch {
            try connection.expectAbsence(of: .sender, after: error)
            return SenderGrants()
        }
    }
}

extension Statement {
    /// Binds the domain and up to three localparts.
    fileprivate func bind(_ localparts: [String], in domain: String) throws(StoreError) {
        try bind(.text(domain), at: 1)
        for index in 0..<3 { try bind(localparts.value(at: index), at: Int32(index) + 2) }
    }

    /// What a row of Domain or Address refers to, from its column `first` on: see ``PostfixStatements/route``.
    fileprivate func route(_ first: Int32) -> RouteRows.Route {
        let transport = RouteRows.Transport(
            number: integer(first + 1) ?? 0, active: active(first + 2), transport: value(first + 3),
            nexthop: value(first + 4), mx: value(first + 5), port: value(first + 6))
        let restrictionClass = RouteRows.RestrictionClass(number: integer(first + 8) ?? 0, name: value(first + 9))
        return RouteRows.Route(
            transport: isNull(first) ? .null : isNull(first + 1) ? .missing : .row(transport),
            restrictionClass: isNull(first + 7) ? .null : isNull(first + 8) ? .missing : .row(restrictionClass))
    }

    /// An address, from its column `first` on: addNum, addLocalpart, domNum (NULL: no Domain), domName, Domain.active, domClass,
    /// Address.active, vmNum (NULL: no VMailbox), VMailbox.active.
    fileprivate func address(_ first: Int32) -> RecipientRows.Address {
        let hasDomain = !isNull(first + 2)
        return RecipientRows.Address(
            number: integer(first) ?? 0, localpart: text(first + 1), domainName: text(first + 3),
            domain: hasDomain ? .init(active: active(first + 4), domClass: integer(first + 5)) : nil,
            active: active(first + 6), mailbox: isNull(first + 7) ? nil : active(first + 8))
    }

    /// Adds the rows of VAlias and Alias from column 10 on to their address. Each comes once for each row of the other table.
    fileprivate func add(to address: inout RecipientRows.Address) {
        if !isNull(10) {
            let target = RecipientRows.Target(number: integer(11), active: active(12))
            if isNull(13) || !address.targets.contains(target) { address.targets.append(target) }
        }
        if !isNull(13) {
            let active = active(14)
            if !address.localAliases.contains(active) { address.localAliases.append(active) }
        }
    }

    private func value(_ column: Int32) -> ColumnValue {
        if isNull(column) { return .null }
        if let number = integer(column) { return .integer(number) }
        if let bytes = text(column), let text = String(validating: bytes, as: UTF8.self) { return .text(text) }
        return .other
    }
}

extension [String] {
    /// The element as a value to bind; NULL if there is none.
    fileprivate func value(at index: Int) -> SQLValue { index < count ? .text(self[index]) : .null }
}

extension StoreError {
    /// The error of a name that two rows have.
    static func twoRows(_ path: String) -> StoreError {
        StoreError(.wrongSchema, database: path, problem: "has more than one row for the same name")
    }
}
