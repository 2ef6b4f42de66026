import Glibc

/// How often the service manager wants to hear that the service does not hang; nil if it does not ask (sd_watchdog_enabled(3)).
package func watchdogInterval(environment: (String) -> String?) -> Duration? {
    // Else this process inherited another one's variables.
    if let process = environment("WATCHDOG_PID"), Int32(process) != getpid() { return nil }
    guard let text = environment("WATCHDOG_USEC"), let microseconds = Int64(text), microseconds > 0 else { return nil }
    return .microseconds(microseconds)
}
