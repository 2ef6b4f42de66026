// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "vmail-auth",
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .target(name: "CProcess"),

        .target(name: "SecretBytes"),
        .target(name: "TabEscape"),
        .target(name: "Version"),
        .target(name: "AccountDatabase", dependencies: ["CSQLite", "SecretBytes"]),
        .target(name: "PasswordSchemes", dependencies: ["SecretBytes", "CCrypt", "CNettle", "CSodium"]),
        .target(name: "Settings", dependencies: ["PasswordSchemes"]),
        .target(
            name: "Authentication", dependencies: ["AccountDatabase", "PasswordSchemes", "SecretBytes", "Settings"]),
        .target(
            name: "AccountAdministration",
            dependencies: [
                "AccountDatabase", "Authentication", "CSQLite", "PasswordSchemes", "SecretBytes", "Settings",
            ],
            resources: [.embedInCode("schema.sql"), .embedInCode("example.sql")]),
        .target(name: "CheckpasswordProtocol", dependencies: ["SecretBytes", "TabEscape", "Version"]),
        .target(name: "DictProtocol", dependencies: ["TabEscape"]),
        .target(name: "Supervision"),
        .target(
            name: "DictServer",
            dependencies: [
                "Authentication", "DictProtocol", "SecretBytes", "Settings", "Supervision",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOExtras", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),

        .executableTarget(
            name: "vmail-checkpassword",
            dependencies: ["Authentication", "CheckpasswordProtocol", "CProcess", "SecretBytes", "Settings"]),
        .executableTarget(
            name: "vmail-dictd",
            dependencies: [
                "Authentication", "CProcess", "DictServer", "Settings", "Supervision", "Version",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "vmailadm",
            dependencies: [
                "AccountAdministration", "AccountDatabase", "Authentication", "CProcess", "PasswordSchemes",
                "SecretBytes", "Settings", "Version",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .target(name: "TestSupport", dependencies: ["CSQLite"], path: "Tests/Support"),
        .testTarget(
            name: "VmailadmTests", dependencies: ["AccountAdministration", "CSQLite", "vmailadm"], exclude: ["Golden"]),
        .testTarget(name: "AccountAdministrationTests", dependencies: ["AccountAdministration", "SecretBytes"]),
        .testTarget(name: "SecretBytesTests", dependencies: ["SecretBytes"]),
        .testTarget(name: "SettingsTests", dependencies: ["Settings", "TestSupport"]),
        .testTarget(
            name: "AccountDatabaseTests", dependencies: ["AccountDatabase", "CSQLite", "SecretBytes", "TestSupport"]),
        .testTarget(
            name: "AuthenticationTests",
            dependencies: [
                "AccountDatabase", "Authentication", "PasswordSchemes", "SecretBytes", "Settings", "TestSupport",
            ]),
        .testTarget(
            name: "CheckpasswordProtocolTests", dependencies: ["CheckpasswordProtocol", "SecretBytes", "Version"]),
        .testTarget(name: "DictProtocolTests", dependencies: ["DictProtocol"]),
        .testTarget(name: "TabEscapeTests", dependencies: ["TabEscape"]),
        .testTarget(name: "SupervisionTests", dependencies: ["Supervision", "TestSupport"]),
        .testTarget(
            name: "VmailDictdTests",
            dependencies: ["vmail-dictd", .product(name: "Logging", package: "swift-log")]),
        .testTarget(
            name: "DictServerTests",
            dependencies: [
                "DictProtocol", "DictServer", "Settings", "Supervision", "TestSupport",
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
                "AccountAdministration", "Authentication", "CheckpasswordProtocol", "Settings", "TestSupport",
                "vmail-dictd", "vmailadm",
            ]),
        .testTarget(name: "EndToEndTests", dependencies: ["CSQLite", "Version"], path: "Tests/EndToEnd"),
    ],
    swiftLanguageModes: [.v6]
)
