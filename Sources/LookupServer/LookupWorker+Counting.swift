import Authentication
import DictProtocol
import NIOCore
import TerminalText

extension LookupWorker {
    /// Counts the look-up that was just answered, and logs it if look-ups are logged.
    func count(_ dict: DictName, user: ArraySlice<UInt8>, since start: NIODeadline, now: NIODeadline) {
        let nanoseconds = UInt64(clamping: (now - start).nanoseconds)
        counters.countLookup(dict, result, nanoseconds: nanoseconds)
        if log.hasLookups {
            log.log(.debug, "\(dict) \(printable(user)): \(result.name) in \(microseconds(nanoseconds))")
        }
    }
}
