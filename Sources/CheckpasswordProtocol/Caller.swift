/// Who started the program, and what for. The environment tells.
public enum Caller: Equatable, Sendable {
    /// Dovecot, with a password to verify.
    case dovecotVerifying
    /// Dovecot, which wants to know about a user and has no password (`AUTHORIZED=1`).
    case dovecotLookingUp(Lookup)
    /// Any other program that speaks the checkpassword interface.
    case other

    /// What Dovecot looks up.
    public enum Lookup: Equatable, Sendable {
        /// Where the user's mail is.
        case userdb
        /// The stored password, for a mechanism that needs it (`CREDENTIALS_LOOKUP=1`).
        case credentials
    }

    /// Reads the environment. `ORIG_UID` is Dovecot's mark: its own checkpassword-reply refuses to work without it.
    public init(environment: Environment) {
        guard environment["ORIG_UID"] != nil else {
            self = .other
            return
        }
        switch (environment["AUTHORIZED"], environment["CREDENTIALS_LOOKUP"]) {
        case ("1", "1"): self = .dovecotLookingUp(.credentials)
        case ("1", _): self = .dovecotLookingUp(.userdb)
        default: self = .dovecotVerifying
        }
    }

    /// True if it is Dovecot.
    public var isDovecot: Bool { self != .other }
}
