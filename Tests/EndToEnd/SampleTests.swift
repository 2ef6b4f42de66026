import Foundation
import Testing

/// What can be said of the samples without starting them.
struct SampleTests {
    /// Dovecot 2.3 does not stop the time-out of a new connection's first request (`client_dict_add_timeout` in
    /// dict-client.c): a connection that is idle when those 30 seconds are over takes the auth worker with it.
    @Test(arguments: ["vmail-userdb.conf.ext", "vmail-passdb.conf.ext", "vmail-deny.conf.ext"])
    func idleConnectionsEndBeforeTheirFirstRequestTimesOut(_ name: String) throws {
        let sample = try text(ofFile: "\(Repository.root)/dovecot/2.3/\(name)")
        let uri = try #require(sample.split(separator: "\n").first { $0.hasPrefix("uri = proxy:idle_msecs=") })
        let digits = uri.dropFirst("uri = proxy:idle_msecs=".count).prefix { $0.isNumber }
        #expect(try #require(Int(digits)) < 30_000)
    }
}
