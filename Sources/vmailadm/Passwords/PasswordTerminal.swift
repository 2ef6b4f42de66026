import CProcess
import Glibc
import SecretBytes

/// The terminal that passwords are typed on, without being shown.
struct PasswordTerminal: ~Copyable {
    /// How often the second of two passwords may be mistyped.
    private static let attempts = 3

    private let descriptor: Int32
    private let isOurs: Bool

    /// Standard input if that is a terminal, or else the one that the process was started from.
    static func open() throws(PasswordInputError) -> PasswordTerminal {
        if isatty(STDIN_FILENO) == 1 { return PasswordTerminal(descriptor: STDIN_FILENO, isOurs: false) }
        let descriptor = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .noTerminal }
        return PasswordTerminal(descriptor: descriptor, isOurs: true)
    }

    private init(descriptor: Int32, isOurs: Bool) {
        self.descriptor = descriptor
        self.isOurs = isOurs
    }

    deinit { if isOurs { close(descriptor) } }

    /// Asks `question` and reads what is typed, up to the end of the line, while the terminal shows nothing of it.
    ///
    /// Whatever signal ends or stops the program meanwhile takes effect only when the terminal is as it was before; after a
    /// stop the question is asked again.
    func ask(_ question: String) throws(PasswordInputError) -> SecretBytes {
        var mask = sigset_t()
        sigprocmask(SIG_BLOCK, nil, &mask)
        var signals = sigset_t()
        sigemptyset(&signals)
        // Those that were blocked already take no effect, and are not waited for.
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] where sigismember(&mask, signal) == 0 {
            sigaddset(&signals, signal)
        }
        while true {
            sigprocmask(SIG_BLOCK, &signals, nil)
            let pending = signalfd(-1, &signals, Int32(SFD_CLOEXEC))
            var settings = termios()
            tcgetattr(descriptor, &settings)
            var silent = settings
            silent.c_lflag = silent.c_lflag & ~tcflag_t(ECHO) | tcflag_t(ICANON | ISIG | ECHONL)
            tcsetattr(descriptor, TCSAFLUSH, &silent)
            write(question)

            let isTyped = waitForInput(or: pending)
            let line = isTyped ? readLine() : nil

            tcsetattr(descriptor, TCSAFLUSH, &settings)
            close(pending)
            if !isTyped { write("\n") }
            sigprocmask(SIG_SETMASK, &mask, nil)
            guard isTyped else { continue }
            guard let line else { throw .nothingTyped }
            return line
        }
    }

    /// Asks for a new password until it was typed the same twice.
    func askTwice() throws(PasswordInputError) -> SecretBytes {
        for _ in 1...Self.attempts {
            let password = try ask("Enter new password: ")
            let again = try ask("Retype new password: ")
            let isSame = password.withUnsafeBytes { first in again.withUnsafeBytes { constantTimeEqual(first, $0) } }
            if isSame { return password }
            write("The two are not the same.\n")
        }
        throw .typedDifferently
    }

    /// True once there is a line, or the terminal is gone; false if a signal waits to be let through.
    private func waitForInput(or signals: Int32) -> Bool {
        var waiting = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&waiting, nfds_t(waiting.count), -1) < 0, errno == EINTR {}
        return waiting[1].revents == 0
    }

    /// A typed line, at most 4095 bytes (termios(3), "Canonical and noncanonical mode"); nil at the end of the file.
    private func readLine() -> SecretBytes? {
        var typed = SecretBytes(capacity: 4096)
        let count = typed.append { unused in read(descriptor, unused.baseAddress, unused.count) }
        guard count > 0 else { return nil }
        return typed.withUnsafeBytes { bytes in
            SecretBytes(copying: bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...])
        }
    }

    private func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = Glibc.write(isOurs ? descriptor : STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
