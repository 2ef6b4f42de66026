/// How well a scheme keeps passwords from someone who has read the database.
public enum SchemeStrength: String, Sendable {
    /// Salted, and made slow on purpose.
    case strong
    /// A hash that can be searched fast, has no salt, cuts the password off, or serves a log-in as the password would.
    case weak
    /// The password itself.
    case clear
}
