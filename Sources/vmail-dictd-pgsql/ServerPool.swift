import Logging
import LookupServer
import PostgresAccountStore
import Settings
import Synchronization

/// The servers that the stores of all event loops share.
final class ServerPool: Sendable {
    private struct Current {
        let database: String
        let busyTimeout: Int
        /// They end with the last store.
        weak var servers: PostgresServers?
    }

    private let current = Mutex<Current?>(nil)

    /// The servers of `settings`: those that other stores have, or new ones.
    func servers(_ settings: Settings, _ context: StoreContext) -> PostgresServers {
        current.withLock { current in
            if let servers = current?.servers, current?.database == settings.database,
                current?.busyTimeout == settings.busyTimeout
            {
                return servers
            }
            let logger = context.logger
            let servers = PostgresServers(
                uri: settings.database, name: settings.databaseName, busyTimeout: settings.busyTimeout
            ) { report in
                logger.log(level: report.isFailure ? .error : .notice, "\(report)")
            }
            current = Current(
                database: settings.database, busyTimeout: settings.busyTimeout, servers: servers)
            return servers
        }
    }
}
