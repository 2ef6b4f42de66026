import Authentication
import DictProtocol
import NIOCore

/// Has the passwords of an event loop's logins compared on the threads of a pool. Verdicts come back to the event loop.
struct LoginHasher {
    let pool: HashingPool
    let loop: any EventLoop

    /// How long a password waits for its turn. With the time of a hash it is below the time-out of vmail-auth.lua, and below Postfix's.
    static let longestWait = TimeAmount.seconds(4)

    /// Compares the password of `request`, and calls `completion` on the event loop with the verdict; with nil if too many logins wait, or if
    /// this one waited too long.
    func verdict(
        of login: consuming Login, on request: VerifyRequest, then completion: @escaping (LoginVerdict?) -> Void
    ) {
        let job = Job(login: login, request: request)
        let pending = NIOLoopBound(PendingVerdict(completion), eventLoop: loop)
        let place = pool.submit(memory: job.login.memory) { [loop] in
            let verdict = job.login.verdict(on: job.request.password)
            loop.execute { pending.value.give(verdict) }
        }
        guard let place else { return pending.value.give(nil) }
        pending.value.timeout = loop.assumeIsolated().scheduleTask(in: Self.longestWait) { [pool] in
            if pool.cancel(place) { pending.value.give(nil) }
        }
    }

    /// A login and the request with its password, for another thread.
    private final class Job: Sendable {
        let login: Login
        let request: VerifyRequest

        init(login: consuming Login, request: VerifyRequest) {
            self.login = login
            self.request = request
        }
    }
}

/// A verdict that somebody waits for.
private final class PendingVerdict {
    private var completion: ((LoginVerdict?) -> Void)?
    var timeout: Scheduled<Void>?

    init(_ completion: @escaping (LoginVerdict?) -> Void) { self.completion = completion }

    func give(_ verdict: LoginVerdict?) {
        // It refers to the request, whose password must not live longer than the question.
        timeout?.cancel()
        completion.take()?(verdict)
    }
}
