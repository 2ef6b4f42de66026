import Testing
import Version

@Suite struct VersionTests {
    @Test(arguments: ["vmail-checkpassword", "vmail-dictd", "vmail-dictd-pgsql", "vmailadm"]) func eachProgramTellsIt(
        program: String
    ) throws {
        let result = try ChildProcess.run(["\(Repository.programs)/\(program)", "--version"])
        #expect(result.status == 0)
        #expect(result.output == "\(program) \(version)\n")
        #expect(result.errors == "")
    }

    /// To some callers of the interface, exit code 0 alone means that the password is right.
    @Test(arguments: [[], ["ORIG_UID=0"]], ["--version", "--help"])
    func aCallerThatChecksAPasswordIsNeverAnsweredSo(environment: [String], option: String) throws {
        let program = environment.isEmpty ? ["/bin/true"] : []
        let result = try ChildProcess.run(
            ["env"] + environment + ["\(Repository.programs)/vmail-checkpassword", option] + program)
        #expect(result.status == 111)
        #expect(result.output == "")
    }
}
