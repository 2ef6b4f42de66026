import CProcess
import CheckpasswordProtocol
import Glibc
import SecretBytes
import TerminalText

extension VmailCheckpassword {
    /// The descriptor from which Dovecot reads the reply.
    static let replyDescriptor: Int32 = 4

    /// Sends `reply` to the caller: on Dovecot's descriptor with `--direct-reply`, otherwise in the environment of the program
    /// that this process becomes.
    static func send(
        _ reply: borrowing Reply, by command: CheckpasswordCommand, environment: Environment, for caller: Caller
    ) -> Never {
        if command.directReply { write(reply, for: caller) }
        execute(command.program, with: reply, environment: environment, for: caller)
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
            end(.temporaryFailure, for: caller, because: "cannot write to file descriptor 4 (\(text(code)))")
        }
        end(.replied, for: caller)
    }

    private static func execute(
        _ program: [[UInt8]], with reply: borrowing Reply, environment: consuming Environment, for caller: Caller
    ) -> Never {
        if caller.isDovecot {
            // The other descriptors are sockets of Dovecot's auth process. A login ends only once all their holders have closed them.
            process_close_from(UInt32(replyDescriptor) + 1)
        } else {
            dropPrivileges(uid: reply.uid, gid: reply.gid, home: reply.home, for: caller)
        }
        environment.apply(reply, for: caller)
        let code = replaceProcess(with: program, environment: environment)
        end(.temporaryFailure, for: caller, because: "cannot start \(printable(program.first ?? [])) (\(text(code)))")
    }

    /// Takes the account's gid and uid, with no other group, and its home directory, in cr.yp.to's order.
    private static func dropPrivileges(uid: UInt32, gid: UInt32, home: String, for caller: Caller) {
        guard uid != 0 else { end(.temporaryFailure, for: caller, because: "refuses to become uid 0") }
        var group = gid
        guard setgroups(1, &group) == 0, setgid(gid) == 0, setuid(uid) == 0 else {
            end(.temporaryFailure, for: caller, because: "cannot become uid \(uid), gid \(gid) (\(text(errno)))")
        }
        guard chdir(home) == 0 else {
            end(.temporaryFailure, for: caller, because: "cannot go to the home directory \(home) (\(text(errno)))")
        }
    }

    private static func text(_ code: Int32) -> String { String(cString: strerror(code)) }
}
