import Testing

@testable import PostgresAccountStore

/// The states of the conversation, without a server: what each event makes it do.
@Suite struct ConversationTests {
    // MARK: Connecting

    @Test func aQuestionWaitsForTheConnection() {
        var talk = Talk(servers: 2)
        #expect(talk.done() == ["connect 0"])
        talk.ask("a")
        #expect(talk.done() == [])
        talk.connected()
        #expect(talk.done() == ["connected s0", "prepare and send setup_0", "prepare and send q_0 a"])
        talk.received("setup", isPrepared: true)
        talk.received("rows", isPrepared: true)
        #expect(talk.done() == ["a: rows"])
    }

    @Test func theServersAreTriedInTheirOrder() {
        var talk = Talk(servers: 3)
        talk.ask("a")
        talk.lost("refused")
        talk.pass(.milliseconds(2500))
        talk.connected()
        #expect(
            talk.done() == [
                "connect 0", "disconnect", "connect 1", "disconnect", "connect 2",
                "connected s2; not to s0: refused; s1: the server did not answer within 2.5 s",
                "prepare and send setup_0", "prepare and send q_0 a",
            ])
    }

    @Test func ifNoServerCanBeConnectedThoseWhoWaitAreTold() {
        var talk = Talk(servers: 2)
        talk.ask("a")
        talk.lost("refused")
        talk.lost("no such file")
        #expect(
            talk.done() == [
                "connect 0", "disconnect", "connect 1", "disconnect",
                "unreachable: s0: refused; s1: no such file", "a: no such file",
            ])
        // Without a question they are tried less often.
        talk.pass(.milliseconds(300))
        #expect(talk.done() == [])
        talk.ask("b")
        talk.pass(.zero)
        #expect(talk.done() == ["connect 0"])
        // The log says it once.
        talk.lost("refused")
        talk.lost("no such file")
        #expect(talk.done() == ["disconnect", "connect 1", "disconnect", "b: no such file"])
        talk.pass(.seconds(2))
        talk.connected()
        #expect(talk.done().prefix(2) == ["connect 0", "connected s0"])
        talk.lost("refused")
        talk.lost("refused")
        #expect(talk.done().last == "unreachable: s0: refused; s1: refused")
    }

    /// A session without its settings is none: it could hide rows.
    @Test func aConnectionIsOfNoUseIfItsSetupFails() {
        var talk = Talk(servers: 2)
        talk.ask("a")
        talk.connected()
        _ = talk.done()
        talk.received(error: "22023", isPrepared: true)
        #expect(talk.done() == ["disconnect", "lost s0: 22023", "connect 1"])
        talk.connected()
        talk.received("setup", isPrepared: true)
        talk.received("rows", isPrepared: true)
        #expect(talk.done().last == "a: rows")
    }

    @Test func withoutAServerTheReasonIsTold() {
        var talk = Talk(servers: 0)
        talk.ask("a")
        talk.lost("is no URI")
        #expect(talk.done() == ["connect 0", "disconnect", "unreachable: is no URI", "a: is no URI"])
    }

    // MARK: A connection that breaks

    @Test func whatWasAskedIsAskedOnceMoreOfTheNextServer() {
        var talk = Talk.serving(servers: 2)
        talk.ask("a")
        talk.ask("b")
        talk.lost("closed")
        talk.connected()
        #expect(
            talk.done() == [
                "send q_0 a", "send q_0 b", "disconnect", "lost s0: closed", "connect 1", "connected s1",
                "prepare and send setup_0", "prepare and send q_0 a", "send q_0 b",
            ])
        talk.received("setup", isPrepared: true)
        talk.received("rows", isPrepared: true)
        talk.lost("closed, too")
        #expect(talk.done() == ["a: rows", "disconnect", "lost s1: closed, too", "b: closed, too", "connect 0"])
    }

    /// One that ends each connection before it answers would be asked in a loop.
    @Test func aServerThatNeverAnswersIsNotConnectedAgainAtOnce() {
        var talk = Talk(servers: 1)
        talk.connected()
        talk.lost("closed")
        #expect(talk.done().suffix(3) == ["disconnect", "lost s0: closed", "unreachable: s0: closed"])
        talk.pass(.seconds(2))
        #expect(talk.done() == ["connect 0"])
    }

    @Test(arguments: ["57P01", "40001", "25006"]) func anErrorThatIsTheServersEndsTheConnection(state: String) {
        var talk = Talk.serving(servers: 2)
        talk.ask("a")
        talk.ask("b")
        talk.received(error: state)
        talk.connected()
        #expect(
            talk.done() == [
                "send q_0 a", "send q_0 b", "disconnect", "lost s0: \(state)", "connect 1", "connected s1",
                "prepare and send setup_0", "prepare and send q_0 a", "send q_0 b",
            ])
    }

    @Test(arguments: ["42P01", "42501", "57014", "XX000"]) func anyOtherErrorHitsItsQuestionAlone(state: String) {
        var talk = Talk.serving(servers: 2)
        talk.ask("a")
        talk.ask("b")
        talk.received(error: state)
        talk.received("rows")
        #expect(talk.done() == ["send q_0 a", "send q_0 b", "a: \(state)", "b: rows"])
    }

    // MARK: Statements

    @Test func aStatementThatCannotBePreparedIsTriedWithTheNextQuestion() {
        var talk = Talk.serving(servers: 1)
        talk.ask("a", statement: "other")
        talk.ask("b", statement: "other")
        talk.received(error: "42P01", isPrepared: false)
        talk.ask("c", statement: "other")
        // It relied on the preparation of the first.
        talk.received(error: "26000", isPrepared: false)
        #expect(
            talk.done() == [
                "prepare and send other_0 a", "send other_0 b", "a: 42P01", "prepare and send other_1 c", "b: 42P01",
            ])
        talk.received("rows", isPrepared: true)
        talk.ask("d", statement: "other")
        #expect(talk.done() == ["c: rows", "send other_1 d"])
    }

    @Test func afterAChangeOfATypeTheStatementIsPreparedAnewOnce() {
        var talk = Talk.serving(servers: 1)
        for name in ["a", "b", "c"] { talk.ask(name) }
        for _ in 1...3 { talk.received(error: "0A000") }
        #expect(
            talk.done() == [
                "send q_0 a", "send q_0 b", "send q_0 c", "prepare and send q_1 a", "send q_1 b", "send q_1 c",
            ])
        talk.received("rows", isPrepared: true)
        talk.received(error: "0A000")
        talk.received("rows")
        #expect(talk.done() == ["a: rows", "b: 0A000", "c: rows"])
    }

    /// Prepared, but not permitted: the name is taken.
    @Test func aStatementStaysPreparedIfItsExecutionFails() {
        var talk = Talk.serving(servers: 1)
        talk.ask("a", statement: "other")
        talk.received(error: "42501", isPrepared: true)
        talk.ask("b", statement: "other")
        #expect(talk.done() == ["prepare and send other_0 a", "a: 42501", "send other_0 b"])
    }

    // MARK: Time

    @Test func aSilentServerIsLeftAfterHalfOfTheTime() {
        var talk = Talk.serving(servers: 2)
        talk.ask("a")
        talk.pass(.milliseconds(2499))
        #expect(talk.done() == ["send q_0 a"])
        talk.pass(.milliseconds(1))
        talk.connected()
        #expect(
            talk.done() == [
                "disconnect", "lost s0: the server did not answer within 2.5 s", "connect 1", "connected s1",
                "prepare and send setup_0", "prepare and send q_0 a",
            ])
        talk.pass(.milliseconds(2500))
        #expect(
            talk.done() == [
                "a: the server did not answer within 5 s", "disconnect",
                "lost s1: the server did not answer within 2.5 s", "connect 0",
            ])
    }

    @Test func aServerThatAnswersOthersIsNotSilent() {
        var talk = Talk.serving(servers: 2)
        for name in ["a", "b", "c"] { talk.ask(name) }
        talk.pass(.milliseconds(2000))
        talk.received("rows")
        talk.pass(.milliseconds(2000))
        talk.received("rows")
        talk.pass(.milliseconds(1000))
        #expect(talk.done().suffix(3) == ["a: rows", "b: rows", "c: the server did not answer within 5 s"])
        // The late answer is nobody's.
        talk.received("rows")
        #expect(talk.done() == [])
    }

    @Test func aQuestionThatWaitsForAServerIsAnsweredInTime() {
        var talk = Talk(servers: 3)
        talk.ask("a")
        talk.pass(.milliseconds(2500))
        talk.ask("b")
        talk.pass(.milliseconds(2500))
        #expect(
            talk.done() == [
                "connect 0", "disconnect", "connect 1", "a: the server did not answer within 5 s", "disconnect",
                "connect 2",
            ])
        talk.connected()
        #expect(talk.done().last == "prepare and send q_0 b")
    }

    /// More would only wait in the server.
    @Test func soManyQuestionsAreSentAndNoMore() {
        var talk = Talk.serving(servers: 1)
        for number in 1...300 { talk.ask("\(number)") }
        #expect(talk.done().count == 256)
        talk.received("rows")
        #expect(talk.done() == ["1: rows", "send q_0 257"])
        talk.pass(.seconds(2))
        for _ in 1...299 { talk.received("rows") }
        #expect(talk.done().count { $0.hasSuffix("rows") } == 299)
    }

    @Test func thereIsAlwaysATimeToWakeUpWhileSomebodyWaits() throws {
        var talk = Talk(servers: 2)
        #expect(talk.sleep == .milliseconds(2500))
        talk.connected()
        talk.received("setup", isPrepared: true)
        #expect(talk.sleep == nil)
        talk.ask("a")
        #expect(talk.sleep == .milliseconds(2500))
        talk.received("rows", isPrepared: true)
        talk.lost("closed")
        talk.lost("refused")
        talk.lost("refused")
        #expect(talk.sleep == .seconds(2))
        talk.ask("b")
        #expect(talk.sleep == .milliseconds(200))
    }
}
