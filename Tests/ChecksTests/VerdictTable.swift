import Checks
import Testing

/// One line of the table: an account, and what a check has to say of each subject.
struct VerdictCase: Sendable, CustomTestStringConvertible {
    let check: CheckID
    let what: String
    let expected: [String: String]
    let limits: Limits
    let account: SampleAccount

    init(
        _ check: CheckID, _ what: String, _ expected: [String: String], limits: Limits = Limits(),
        _ change: (inout SampleAccount) -> Void
    ) {
        self.check = check
        self.what = what
        self.expected = expected
        self.limits = limits
        var account = SampleAccount()
        change(&account)
        self.account = account
    }

    var testDescription: String { "\(check): \(what)" }

    func test() throws {
        let found = try account.verdicts(check, limits)
        #expect(found == expected)
        if expected.values.contains("fail") {
            for case .fails(let untold) in check.check.examine(try account.view(), with: limits).map(\.verdict) {
                let defect = untold.told
                #expect(!defect.evidence.isEmpty && !defect.message.ko.isEmpty && !defect.message.en.isEmpty)
            }
        }
    }
}

extension SampleUser {
    func with(_ change: (inout SampleUser) -> Void) -> SampleUser {
        var user = self
        change(&user)
        return user
    }
}
