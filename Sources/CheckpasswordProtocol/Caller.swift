/// The program that asks, and its question. Both follow from the environment.
package enum Caller: Equatable, Sendable {
    /// Dovecot, with a password to verify.
    case dovecotVerifying
    /// Dovecot, which looks up a user without a password (`AUTHORIZED=1`).
    case dovecotLookingUp(Lookup)
    /// Any other program that speaks the checkpassword interface.
    case other

    package enum Lookup: Equatable, Sendable {
        /// The user's uid, gid, home and mail location.
        case userdb
        /// The stored password, for a mechanism that needs it (`CREDENTIALS_LOOKUP=1`).
        case credentials
    }

    /// Reads the environment. Dovecot always sets `ORIG_UID`: its checkpassword-reply refuses to work without it.
    package init(environment: Environment) {
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

    package var isDovecot: Bool { self != .other }
}
