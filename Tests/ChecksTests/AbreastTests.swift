import IAM
import Testing

@testable import Checks

@Suite struct AbreastTests {
    @Test(arguments: [0, 1, 7, 19, 20, 21, 500])
    func `what is made in two parts is what is made in one`(count: Int) {
        let items = Array(0..<count)
        let make = { @Sendable (part: ArraySlice<Int>) in part.flatMap { Array(repeating: $0, count: $0 % 3) } }
        #expect(Abreast.made(of: items[...], worthwhile: 10, make) == make(items[...]))
        #expect(Abreast.made(of: items.dropFirst(3), worthwhile: 10, make) == make(items.dropFirst(3)))
    }

    @Test func `users who are looked at beside each other are judged as each alone`() throws {
        let account = PlantedTruth(seed: 7, users: 240).account
        let together = try account.view().standing
        #expect(together.map(\.user.name) == together.map(\.user.name).sorted())
        for (user, standing) in together.enumerated().filter({ $0.offset.isMultiple(of: 23) }).map(\.element) {
            var survey = StandingSurvey(of: try account.view())
            let alone = survey.standing(of: user)
            #expect("\(standing.administration) \(standing.audit)" == "\(alone.administration) \(alone.audit)")
            #expect("\(standing.duty) \(standing.isUnderDuty)" == "\(alone.duty) \(alone.isUnderDuty)")
            #expect(standing.isPasswordKept == alone.isPasswordKept && standing.mayReadData == alone.mayReadData)
            #expect(standing.unreadable == alone.unreadable && standing.cuts == alone.cuts)
        }
    }
}
