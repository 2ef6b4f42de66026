/// How the program can end, apart from becoming another one.
public enum Outcome: Equatable, Sendable {
    /// The password is wrong, the account may not log in, or there is none.
    case refused
    /// There is no such user, or it may not log in; only for a look-up.
    case unknown
    /// It can't be told now.
    case temporaryFailure
    /// What came on descriptor 3 is no request.
    case badRequest(CheckpasswordRequest.Failure)
    /// The command line is wrong. (Wrong settings are a temporary failure: the administrator is mending them.)
    case misused
    /// The answer was written by the program itself (`--direct-reply`).
    case replied
}

/// The exit codes, by who asked: cr.yp.to's for any caller, and what Dovecot 2.3 makes of them (db-checkpassword.c).
///
/// | outcome           | other | verifying | looking up |
/// |-------------------|-------|-----------|------------|
/// | refused           | 1     | 1         | 3          |
/// | unknown           | 1     | 1         | 3          |
/// | temporary failure | 111   | 111       | 111        |
/// | unreadable        | 111   | 111       | 111        |
/// | empty, cut off    | 2     | 111       | 111        |
/// | too long          | 1     | 1         | 111        |
/// | misused           | 2     | 111       | 111        |
/// | replied           | 0     | 0         | 2          |
///
/// To Dovecot 2 is never an error: in a look-up it means "found".
public func exitCode(_ outcome: Outcome, for caller: Caller) -> Int32 {
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
