// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "vmail-auth",
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CCrypt", pkgConfig: "libcrypt", providers: [.apt(["libcrypt-dev"])]),

        .target(name: "SecretBytes"),
        .target(name: "PasswordSchemes", dependencies: ["SecretBytes", "CCrypt"]),

        .testTarget(name: "SecretBytesTests", dependencies: ["SecretBytes"]),
        .testTarget(name: "PasswordSchemesTests", dependencies: ["PasswordSchemes", "SecretBytes"]),
        .testTarget(name: "EndToEndTests", dependencies: ["CSQLite"], path: "Tests/EndToEnd"),
    ],
    swiftLanguageModes: [.v6]
)
