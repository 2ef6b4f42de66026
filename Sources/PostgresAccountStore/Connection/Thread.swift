import Glibc

/// Runs `body` on a new thread that takes no signals; false if there can be none.
func startThread(_ body: @escaping @Sendable () -> Void) -> Bool {
    let start = Unmanaged.passRetained(ThreadBody(run: body))
    // The signals are for the threads that listen for them. A thread has its starter's mask.
    var (all, former) = (sigset_t(), sigset_t())
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &former)
    defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
    var thread = pthread_t()
    let code = pthread_create(
        &thread, nil,
        { start in
            if let start { Unmanaged<ThreadBody>.fromOpaque(start).takeRetainedValue().run() }
            return nil
        }, start.toOpaque())
    guard code == 0 else {
        start.release()
        return false
    }
    pthread_detach(thread)
    return true
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
}
