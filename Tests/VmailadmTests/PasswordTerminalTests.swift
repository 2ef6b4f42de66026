import Testing

@Suite struct PasswordTerminalTests {
    @Test func aNewPasswordIsAskedForTwiceAndNotShown() throws {
        let terminal = try Terminal(["pw", "-s", "SHA1"])
        _ = try terminal.shown(upTo: "Enter new password: ")
        #expect(!terminal.echoes)
        terminal.type("open sesame\n")
        let second = try terminal.shown(upTo: "Retype new password: ")
        terminal.type("open sesame\n")
        let rest = try terminal.shown(upTo: "{SHA1}") + terminal.shown(upTo: "=")
        #expect(!(second + rest).contains("sesame"))
        #expect(terminal.end() == 0)
        #expect(terminal.echoes)
    }

    @Test func aMistypedPasswordIsAskedForAgainThreeTimes() throws {
        let terminal = try Terminal(["pw"])
        for _ in 1...3 {
            _ = try terminal.shown(upTo: "Enter new password: ")
            terminal.type("one\n")
            _ = try terminal.shown(upTo: "Retype new password: ")
            terminal.type("another\n")
            _ = try terminal.shown(upTo: "not the same.")
        }
        _ = try terminal.shown(upTo: "vmailadm: the two passwords were not the same")
        #expect(terminal.end() == 1)
    }

    @Test func aTestAsksOnce() throws {
        let terminal = try Terminal(["pw", "-t", "{PLAIN}x"])
        _ = try terminal.shown(upTo: "Enter password to verify: ")
        #expect(!terminal.echoes)
        terminal.type("x\n")
        _ = try terminal.shown(upTo: "(verified)")
        #expect(terminal.end() == 0)
    }

    @Test func anInterruptLeavesTheTerminalAsItWas() throws {
        let terminal = try Terminal(["pw"])
        _ = try terminal.shown(upTo: "Enter new password: ")
        #expect(!terminal.echoes)
        terminal.type("half\u{3}")
        #expect(terminal.end() == 130)
        #expect(terminal.echoes)
    }

    @Test func anEndOfFileIsNoPassword() throws {
        let terminal = try Terminal(["pw"])
        _ = try terminal.shown(upTo: "Enter new password: ")
        terminal.type("\u{4}")
        _ = try terminal.shown(upTo: "no password was typed")
        #expect(terminal.end() == 65)
    }
}
