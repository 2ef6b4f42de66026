/// The exit status of vmailadm, with the numbers of sysexits(3).
package enum ExitStatus: Int32, Sendable, CaseIterable {
    case success = 0
    /// No: no match, not found, exists already, still referred to, or `check` found something.
    case no = 1
    /// The command line is wrong (EX_USAGE).
    case usage = 64
    /// The input or the stored data cannot be used: a name, a hash, a line of a file, a damaged database (EX_DATAERR).
    case data = 65
    /// Nothing could be read or changed now: the database is locked, missing or not permitted (EX_TEMPFAIL).
    case temporary = 75
}
