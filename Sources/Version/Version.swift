/// The version of all three programs, by semver.org: MAJOR.MINOR.PATCH. The one place that has it; scripts read this line too.
public let version = "1.0.0"
