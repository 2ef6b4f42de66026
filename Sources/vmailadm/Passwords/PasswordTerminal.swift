import AccountAdministration
import CProcess
import Glibc
import SecretBytes

/// The terminal on which passwords are typed. It does not show them.
struct PasswordTerminal: ~Copyable {
    private static let attempts = 3

    private let descriptor: Int32
    private let isOurs: Bool

    /// Standard input if it is a terminal, otherwise the terminal of the process.
    static func open() throws(AdministrationError) -> PasswordTerminal {
        if isatty(STDIN_FILENO) == 1 { return PasswordTerminal(descriptor: STDIN_FILENO, isOurs: false) }
        let descriptor = Glibc.open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw .usage("there is no terminal to ask for the password; give it with --password-stdin or --password-fd")
        }
        return PasswordTerminal(descriptor: descriptor, isOurs: true)
    }

    private init(descriptor: Int32, isOurs: Bool) {
        self.descriptor = descriptor
        self.isOurs = isOurs
    }

    deinit { if isOurs { close(descriptor) } }

    /// Asks `question` and returns the typed line, which the terminal does not show.
    ///
    /// A signal that ends or stops the program takes effect once the terminal has its former settings. After a stop, the
    /// question is asked again.
    func ask(_ question: String) throws(AdministrationError) -> SecretBytes {
        var mask = sigset_t()
        sigprocmask(SIG_BLOCK, nil, &mask)
        var signals = sigset_t()
        sigemptyset(&signals)
        // Signals that are blocked already have no effect, so there is no wait for them.
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
            guard let line else { throw .data("no password was typed") }
            return line
        }
    }

    func askTwice() throws(AdministrationError) -> SecretBytes {
        for _ in 1...Self.attempts {
            let password = try ask("Enter new password: ")
            let again = try ask("Retype new password: ")
            if password.isEqual(to: again) { return password }
            write("The two are not the same.\n")
        }
        throw .no("the two passwords were not the same")
    }

    /// Waits for a line or the end of the terminal. False if a signal arrived first.
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
