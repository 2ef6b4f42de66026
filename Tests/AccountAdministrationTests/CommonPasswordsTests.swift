import Foundation
import SecretBytes
import TestSupport
import Testing

@testable import AccountAdministration

@Suite struct CommonPasswordsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func has(_ word: String, in text: String = "two\none\n\nFour\nthree\nünder") throws -> Bool {
        let list = try #require(CommonPasswords(file: try folder.file("words", text)))
        return list.contains(SecretBytes(copying: word.utf8))
    }

    @Test(arguments: ["one", "two", "three", "Four", "THREE", "four", "ünder"])
    func aWordIsFoundInUpperOrLowerCase(word: String) throws {
        #expect(try has(word))
    }

    @Test(arguments: ["", "on", "ones", "a", "zzz", "two\none", "Ünder"])
    func whatIsNoLineIsNotFound(word: String) throws {
        #expect(try !has(word))
    }

    @Test func anEmptyListHasNoWord() throws {
        #expect(try !has("word", in: ""))
    }

    @Test func aMissingListIsNone() {
        #expect(CommonPasswords(file: folder.path + "/none") == nil)
        #expect(CommonPasswords(file: folder.path) == nil)
    }

    /// Debian's package cracklib-runtime.
    @Test(arguments: ["password", "princess", "Sunshine"]) func thePackagedListHasTheWordsThatAreTriedFirst(
        word: String
    ) throws {
        let words = try #require(CommonPasswords(), "install cracklib-runtime")
        let isCommon = words.contains(SecretBytes(copying: word.utf8))
        let isOtherCommon = words.contains(SecretBytes(copying: "whatAcoolPassword".utf8))
        #expect(isCommon && !isOtherCommon)
    }
}
