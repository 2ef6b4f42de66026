import PasswordSchemes
import Settings

extension PasswordVerifier {
    /// Verifies as `settings` say: with their default scheme, and up to their cost limits.
    public init(_ settings: Settings) {
        self.init(defaultScheme: settings.defaultScheme, limits: settings.limits)
    }
}
