import Foundation
import TestSupport
import Testing

@testable import AccountAdministration

/// Against a program that answers as postconf(1) of Postfix 3.7 was seen to.
@Suite struct PostconfTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A postconf that runs `script`. It finds its arguments in `$*`.
    private func postconf(_ script: String) throws -> Postconf {
        let program = try folder.file("postconf", "#!/bin/sh\n\(script)\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
        return Postconf(program: program)
    }

    @Test func classesAreReadWithTheirDefinitions() throws {
        let postconf = try postconf(
            """
            case "$*" in
            "-x -h smtpd_restriction_classes") echo "RC10-a, z-b	RC50-e" ;;
            "-o smtpd_restriction_classes=RC10-a,z-b,RC50-e,RC20-c RC10-a z-b RC50-e RC20-c")
                echo "postconf: warning: RC50-e: unknown parameter" >&2
                echo "RC10-a = reject_unlisted_recipient"; echo "z-b = "; echo "RC20-c = check_x map:a=b, permit" ;;
            *) exit 1 ;;
            esac
            """)
        let classes = try postconf.restrictionClasses(and: ["RC10-a", "RC20-c"])
        #expect(classes?.listed == ["RC10-a", "z-b", "RC50-e"])
        #expect(
            classes?.definitions == [
                "RC10-a": "reject_unlisted_recipient", "RC20-c": "check_x map:a=b, permit",
            ])
    }

    @Test func noClassesAreNoQuestion() throws {
        let postconf = try postconf(#"[ "$*" = "-x -h smtpd_restriction_classes" ] && echo"#)
        #expect(try postconf.restrictionClasses(and: []) == MainCfClasses())
    }

    @Test func withoutMainCfThereAreNone() throws {
        let script = #"[ "$*" = "-d -h config_directory" ] && echo "# + folder.path
        #expect(try postconf(script).restrictionClasses(and: ["RC10-a"]) == nil)
        _ = try folder.file("main.cf", "")
        // It is there, and cannot be read: nobody can tell.
        #expect(throws: PostconfError.self) { try postconf(script).restrictionClasses(and: ["RC10-a"]) }
    }

    @Test func aProgramThatIsNotThereIsAnError() throws {
        #expect(throws: PostconfError.self) {
            try Postconf(program: folder.path + "/none").restrictionClasses(and: [])
        }
    }

    /// More than a pipe holds.
    @Test func muchOutputIsReadToItsEnd() throws {
        let names = (0..<100).map { "RC\($0)-x" }
        let long = String(repeating: "x", count: 5000)
        let postconf = try postconf(
            #"case "$1" in -x) echo;; *) shift 2; for name; do echo "$name = "# + long + #""; done;; esac"#)
        let definitions = try postconf.restrictionClasses(and: names)?.definitions
        #expect(definitions?.count == 100)
        #expect(definitions?.values.allSatisfy { $0 == long } == true)
    }
}
