import Testing

@testable import PostgresAccountStore

@Suite struct ServerAddressTests {
    @Test func aListOfHosts() {
        let list = ServerAddress.list(hosts: "a,/run/b,", addresses: nil, ports: "5432,5433,")
        #expect(
            list == [
                ServerAddress(host: "a", port: "5432"), ServerAddress(host: "/run/b", port: "5433"),
                ServerAddress(port: "5432"),
            ])
        #expect(list.map(\.description) == ["a:5432", "/run/b", "at libpq's default socket"])
        #expect(list.map(\.unresolvedName) == ["a", nil, nil])
    }

    @Test func onePortIsForAllHosts() {
        let list = ServerAddress.list(hosts: "a,b", addresses: "192.0.2.1,", ports: "1")
        #expect(
            list == [ServerAddress(host: "a", address: "192.0.2.1", port: "1"), ServerAddress(host: "b", port: "1")])
        #expect(list.map(\.unresolvedName) == [nil, "b"])
    }

    @Test(arguments: [("192.0.2.1", true), ("2001:db8::1", true), ("db.example", false), ("@abstract", true)])
    func aNumberIsNoName(host: String, isNumber: Bool) {
        #expect((ServerAddress(host: host).unresolvedName == nil) == isNumber)
    }

    @Test func aNameHasSeveralAddresses() {
        let server = ServerAddress(host: "a", port: "1").resolved(to: ["192.0.2.1", "192.0.2.2"])
        #expect(server == ServerAddress(host: "a,a", address: "192.0.2.1,192.0.2.2", port: "1"))
    }

    @Test func whatLibpqReadsInAURI() throws {
        #expect(
            try ServerList.read("postgresql://u@a:1,b,%2Frun%2Fc/mail")
                == [
                    ServerAddress(host: "a", port: "1"), ServerAddress(host: "b", port: "5432"),
                    ServerAddress(host: "/run/c", port: "5432"),
                ])
        #expect(throws: ServerFailure.self) { try ServerList.read("postgresql://a/mail?colour=red") }
        #expect(throws: ServerFailure.self) { try ServerList.read("postgresql:///mail?service=no-such-service") }
        #expect(throws: ServerFailure.self) { try ServerList.read("postgresql://a:b/mail") }
        #expect(throws: ServerFailure.self) { try ServerList.read("postgresql://a/mail?sslmode=perhaps") }
    }
}
