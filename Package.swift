// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "vmail-auth",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        // Only vmail-dictd-pgsql and its tests need it.
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CProcess"),

        .target(name: "SecretBytes"),
        .target(name: "TerminalText"),
        .target(name: "TabEscape"),
        .target(name: "Version"),
        .target(name: "AccountStore", dependencies: ["SecretBytes"]),
        .target(name: "SQLiteAccountStore", dependencies: ["AccountStore", "CSQLite", "SecretBytes"]),
        .target(
            name: "PostgresAccountStore", dependencies: ["AccountStore", "CPostgres", "CProcess", "SecretBytes"]),
        .target(name: "PasswordSchemes", dependencies: ["SecretBytes", "CCrypt", "CNettle", "CSodium"]),
        .target(name: "Settings", dependencies: ["PasswordSchemes"]),
        .target(
            name: "Authentication",
            dependencies: ["AccountStore", "PasswordSchemes", "SecretBytes", "Settings", "TerminalText"]),
        .target(
            name: "AccountAdministration",
            dependencies: [
                "AccountStore", "Authentication", "CSQLite", "PasswordSchemes", "SecretBytes", "Settings",
                "SQLiteAccountStore", "TerminalText",
            ],
            resources: [.embedInCode("schema.sql"), .embedInCode("example.sql")]),
        .target(name: "CheckpasswordProtocol", dependencies: ["SecretBytes", "TabEscape", "Version"]),
        .target(name: "DictProtocol", dependencies: ["SecretBytes", "TabEscape"]),
        .target(name: "SocketmapProtocol"),
        .target(name: "Supervision"),
        .target(
            name: "LookupServer",
            dependencies: [
                "AccountStore", "Authentication", "DictProtocol", "SecretBytes", "Settings", "SocketmapProtocol",
                "Supervision", "TerminalText",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        .target(
            name: "ServerProgram",
            dependencies: [
                "CProcess", "LookupServer", "Settings", "Supervision", "TerminalText",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),

        .executableTarget(
            name: "vmail-checkpassword",
            dependencies: [
                "AccountStore", "Authentication", "CheckpasswordProtocol", "CProcess", "SecretBytes", "Settings",
                "SQLiteAccountStore", "TerminalText",
            ]),
        .executableTarget(
            name: "vmail-dictd",
            dependencies: [
                "ServerProgram", "Settings", "SQLiteAccountStore", "Version",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),
        .executableTarget(
            name: "vmail-dictd-pgsql",
            dependencies: [
                "LookupServer", "PostgresAccountStore", "ServerProgram", "Settings", "Version",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "vmailadm",
            dependencies: [
                "AccountAdministration", "AccountStore", "Authentication", "CProcess", "PasswordSchemes",
                "SecretBytes", "Settings", "SQLiteAccountStore", "TerminalText", "Version",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .target(name: "TestSupport", dependencies: ["AccountStore", "CSQLite", "SecretBytes"], path: "Tests/Support"),
        .testTarget(name: "TerminalTextTests", dependencies: ["TerminalText"]),
        .testTarget(
            name: "VmailadmTests",
            dependencies: ["AccountAdministration", "CSQLite", "SQLiteAccountStore", "TestSupport", "vmailadm"],
            exclude: ["Golden"]),
        .testTarget(
            name: "AccountAdministrationTests",
            dependencies: [
                "AccountAdministration", "AccountStore", "Authentication", "CSQLite", "SecretBytes", "Settings",
                "SQLiteAccountStore", "TestSupport",
            ]),
        .testTarget(name: "SecretBytesTests", dependencies: ["SecretBytes"]),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "TestSupport"]),
        .testTarget(
            name: "SQLiteAccountStoreTests",
            dependencies: ["AccountStore", "CSQLite", "SQLiteAccountStore", "SecretBytes", "TestSupport"]),
        .testTarget(
            name: "PostgresAccountStoreTests",
            dependencies: ["AccountStore", "PostgresAccountStore", "SecretBytes", "TestSupport"]),
        .testTarget(
            name: "AuthenticationTests",
            dependencies: [
                "AccountStore", "Authentication", "PasswordSchemes", "SecretBytes", "Settings", "SQLiteAccountStore",
                "TestSupport",
            ]),
        .testTarget(
            name: "CheckpasswordProtocolTests", dependencies: ["CheckpasswordProtocol", "SecretBytes", "Version"]),
        .testTarget(name: "DictProtocolTests", dependencies: ["DictProtocol", "SecretBytes"]),
        .testTarget(name: "SocketmapProtocolTests", dependencies: ["SocketmapProtocol"]),
        .testTarget(name: "TabEscapeTests", dependencies: ["TabEscape"]),
        .testTarget(name: "SupervisionTests", dependencies: ["Supervision", "TestSupport"]),
        .testTarget(
            name: "VmailDictdTests",
            dependencies: [
                "ServerProgram", "TestSupport", "vmail-dictd", .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "LookupServerTests",
            dependencies: [
                "AccountStore", "Authentication", "DictProtocol", "LookupServer", "Settings", "SQLiteAccountStore",
                "Supervision",
                "TestSupport",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "PasswordSchemesTests", dependencies: ["PasswordSchemes", "SecretBytes"]),
        .testTarget(
            name: "ManualTests",
            dependencies: [
                "AccountAdministration", "Authentication", "CheckpasswordProtocol", "SQLiteAccountStore", "Settings",
                "TestSupport", "vmail-dictd", "vmailadm",
            ]),
        .testTarget(name: "EndToEndTests", dependencies: ["CSQLite", "Version"], path: "Tests/EndToEnd"),
    ],
    swiftLanguageModes: [.v6]
)
