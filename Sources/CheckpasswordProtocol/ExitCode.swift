/// The ways in which the program ends by itself, without becoming another one.
package enum Outcome: Equatable, Sendable {
    /// The password is wrong, or the account may not log in.
    case refused
    case unknown
    /// The answer is not known now: for example, the database is locked.
    case temporaryFailure
    /// There is no valid request on descriptor 3.
    case badRequest(CheckpasswordRequest.Failure)
    /// The command line is wrong. (Wrong settings are a temporary failure, because the administrator may be editing them.)
    case misused
    /// The program has written the reply itself (`--direct-reply`).
    case replied
}

/// The exit code for `outcome`: cr.yp.to's for any caller, and those that Dovecot 2.3 understands (db-checkpassword.c).
///
/// Dovecot never gets 2 for an error, because in a look-up it means "found".
package func exitCode(_ outcome: Outcome, for caller: Caller) -> Int32 {
    let (other, verifying, lookingUp): (Int32, Int32, Int32) =
        switch outcome {
        case .refused, .unknown: (1, 1, 3)
        case .temporaryFailure, .badRequest(.unreadable): (111, 111, 111)
        case .badRequest(.empty), .badRequest(.cutOff), .misused: (2, 111, 111)
        case .badRequest(.tooLong): (1, 1, 111)
        case .replied: (0, 0, 2)
        }
    return switch caller {
    case .other: other
    case .dovecotVerifying: verifying
    case .dovecotLookingUp: lookingUp
    }
}
