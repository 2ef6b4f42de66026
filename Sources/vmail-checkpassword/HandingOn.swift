import CProcess
import CheckpasswordProtocol
import Glibc
import SecretBytes
import TerminalText

extension VmailCheckpassword {
    /// Where Dovecot reads the reply.
    private static let replyDescriptor: Int32 = 4

    /// Lets the caller have `reply`, in the way that `command` says, and ends.
    static func send(
        _ reply: borrowing Reply, by command: CheckpasswordCommand, environment: Environment, for caller: Caller
    ) -> Never {
        if command.directReply { write(reply, for: caller) }
        handOn(reply, to: command.program, environment: environment, for: caller)
    }

    private static func write(_ reply: borrowing Reply, for caller: Caller) -> Never {
        // A reader that is gone is an error to report, not a signal to die of.
        signal(SIGPIPE, SIG_IGN)
        let code = reply.directBytes().withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    replyDescriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return errno }
                rest = rest.dropFirst(count)
            }
            return Int32(0)
        }
        guard code == 0 else {
            end(.temporaryFailure, for: caller, because: "can't write to file descriptor 4 (\(text(code)))")
        }
        end(.replied, for: caller)
    }

    /// Becomes `program` with `reply` in its environment.
    private static func handOn(
        _ reply: borrowing Reply, to program: [[UInt8]], environment: consuming Environment, for caller: Caller
    ) -> Never {
        if caller.isDovecot {
            // What is left are the auth process's own sockets; a login ends only when nobody holds them.
            process_close_from(UInt32(replyDescriptor) + 1)
        } else {
            takeOn(uid: reply.uid, gid: reply.gid, home: reply.home, for: caller)
        }
        environment.apply(reply, for: caller)
        let code = become(program: program, environment: environment)
        end(.temporaryFailure, for: caller, because: "can't start \(printable(program.first ?? [])) (\(text(code)))")
    }

    /// Gives up root's rights for those of the account, and goes to its home, in cr.yp.to's order.
    private static func takeOn(uid: UInt32, gid: UInt32, home: String, for caller: Caller) {
        guard uid != 0 else { end(.temporaryFailure, for: caller, because: "refuses to become uid 0") }
        var group = gid
        guard setgroups(1, &group) == 0, setgid(gid) == 0, setuid(uid) == 0 else {
            end(.temporaryFailure, for: caller, because: "can't become uid \(uid), gid \(gid) (\(text(errno)))")
        }
        guard chdir(home) == 0 else {
            end(.temporaryFailure, for: caller, because: "can't go to the home directory \(home) (\(text(errno)))")
        }
    }

    private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
