// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "vmail-auth",
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),

        .target(name: "SecretBytes"),
        .target(name: "PasswordSchemes", dependencies: ["SecretBytes", "CCrypt", "CNettle", "CSodium"]),

        .testTarget(name: "SecretBytesTests", dependencies: ["SecretBytes"]),
        .testTarget(name: "PasswordSchemesTests", dependencies: ["PasswordSchemes", "SecretBytes"]),
    ],
    swiftLanguageModes: [.v6]
)
