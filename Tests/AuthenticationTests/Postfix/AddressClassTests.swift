import AccountStore
import Settings
import Testing

@testable import Authentication

@Suite struct AddressClassTests {
    static let lists: [PostfixMap] = [.mydestination, .relayDomains, .virtualAliasDomains, .virtualMailboxDomains]

    @Test(
        arguments: [
            (0, nil), (1, .mydestination), (2, .relayDomains), (3, .virtualAliasDomains), (500, .virtualMailboxDomains),
            (842, .virtualMailboxDomains), (4_294_967_294, .virtualMailboxDomains),
        ] as [(Int64, PostfixMap?)])
    func aDomainIsInOneListWhateverItsActive(domClass: Int64, list: PostfixMap?) {
        for active in [value(1), value(0), value(-1), .null, .notAnInteger] {
            for map in Self.lists {
                let answer = PostfixAnswer(
                    of: .init(active: active, domClass: domClass), named: "d", in: map, settings: Settings())
                #expect(answer == (map == list ? .found("domain") : .notFound), "\(map)")
            }
        }
    }

    @Test(arguments: [nil, 4, 499, -1, 4_294_967_295, .max, .min] as [Int64?]) func aClassThatIsNone(domClass: Int64?) {
        for map in Self.lists {
            let answer = PostfixAnswer(
                of: .init(active: value(1), domClass: domClass), named: "d", in: map, settings: Settings())
            #expect(answer.failure?.hasSuffix("correct Domain.domClass") == true, "\(map)")
        }
    }

    @Test func noDomain() {
        for map in Self.lists {
            #expect(PostfixAnswer(of: nil, named: "d", in: map, settings: Settings()) == .notFound)
        }
    }

    @Test func theLowestUIDIsASetting() {
        var settings = Settings()
        settings.firstValidUID = 1000
        #expect(AddressClass(999, settings: settings) == .invalid)
        #expect(AddressClass(1000, settings: settings) == .virtualMailbox)
        settings.firstValidUID = 1
        #expect(AddressClass(1, settings: settings) == .local)
        #expect(AddressClass(4, settings: settings) == .virtualMailbox)
    }
}
