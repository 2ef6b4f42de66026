/// The version of all programs (semver.org). Scripts read this line, too.
public let version = "1.0.0"
