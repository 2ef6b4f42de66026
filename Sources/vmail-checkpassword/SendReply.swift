import CProcess
import CheckpasswordProtocol
import Glibc
import SecretBytes
import TerminalText

extension Answer {
    /// The descriptor from which Dovecot reads the reply.
    static let replyDescriptor: Int32 = 4

    /// Sends `reply` to the caller: on Dovecot's descriptor with `--direct-reply`, otherwise in the environment of the program
    /// that this process becomes.
    func send(_ reply: borrowing Reply) -> Never {
        if command.directReply { write(reply) }
        execute(command.program, with: reply)
    }

    private func write(_ reply: borrowing Reply) -> Never {
        // A reader that is gone is an error to report, not a signal to die of.
        signal(SIGPIPE, SIG_IGN)
        let code = reply.directBytes().withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Glibc.write(
                    Self.replyDescriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return errno }
                rest = rest.dropFirst(count)
            }
            return Int32(0)
        }
        guard code == 0 else { fail("cannot write to file descriptor 4", code) }
        end(.replied)
    }

    private func execute(_ program: [[UInt8]], with reply: borrowing Reply) -> Never {
        if caller.isDovecot {
            // The other descriptors are sockets of Dovecot's auth process. A login ends only once all their holders have closed them.
            process_close_from(UInt32(Self.replyDescriptor) + 1)
        } else {
            dropPrivileges(uid: reply.uid, gid: reply.gid, home: reply.home)
        }
        var environment = environment
        environment.apply(reply, for: caller)
        let code = replaceProcess(with: program, environment: environment)
        fail("cannot start \(printable(program.first ?? []))", code)
    }

    /// Takes the account's gid and uid, with no other group, and its home directory, in cr.yp.to's order.
    private func dropPrivileges(uid: UInt32, gid: UInt32, home: String) {
        guard uid != 0 else { end(.temporaryFailure, because: "refuses to become uid 0") }
        var group = gid
        guard setgroups(1, &group) == 0, setgid(gid) == 0, setuid(uid) == 0
        else { fail("cannot become uid \(uid), gid \(gid)", errno) }
        guard chdir(home) == 0 else { fail("cannot go to the home directory \(home)", errno) }
    }

    private func fail(_ failure: String, _ code: Int32) -> Never {
        end(.temporaryFailure, because: "\(failure) (\(String(cString: strerror(code))))")
    }
}
