import Foundation
import Testing

/// The pages as pages.
@Suite struct LintTests {
    @Test func thePagesAreThese() {
        #expect(
            ManualPage.all == [
                "vmail-auth-database.5", "vmail-auth.conf.5", "vmail-checkpassword.8", "vmail-dictd.8", "vmailadm.8",
            ])
    }

    /// Whether the pages that are referred to are installed here is another question.
    @Test(arguments: ManualPage.all) func mandocFindsNothing(name: String) throws {
        let run = try Run(
            "/usr/bin/mandoc", ["-Tlint", "-Wstyle", ManualPage.folder.appendingPathComponent(name).path])
        // 1 is a matter of style; more, or no mandoc at all, is not.
        #expect(run.status <= 1, "\(run.errors)")
        let complaints = (run.output + run.errors).split(separator: "\n").filter {
            $0.contains("/\(name):") && !$0.contains("referenced manual not found")
        }
        #expect(complaints == [])
    }

    /// What a page says of one of the others, or of a section of its own, is there.
    @Test(arguments: ManualPage.all) func referencesLeadSomewhere(name: String) throws {
        let page = try ManualPage(name)
        var sections: [String] = []
        for case .macro("Sh", let words) in page.lines { sections.append(words.joined(separator: " ")) }
        for line in page.lines {
            switch line {
            case .macro("Xr", let words) where words[0].hasPrefix("vmail"):
                #expect(ManualPage.all.contains("\(words[0]).\(words[1])"), "\(words)")
            case .macro("Sx", let words):
                #expect(sections.contains(words.filter { $0 != "." }.joined(separator: " ")), "\(words)")
            default: break
            }
        }
    }
}
