import Checks
import Testing

@Suite struct PlantedTruthTests {
    private static let judged: [CheckID] = [
        .consoleUserMFA, .passwordUnused, .keyUnused, .keyAge, .twoActiveKeys, .keyAtCreation, .inactiveUser, .administrator,
        .administratorWithoutMFA, .directPermission, .auditCanBeDisabled, .privilegeEscalation,
    ]

    @Test(arguments: (0..<20).map { UInt64($0) * 7_919 + 1 })
    func `what was planted is found, and nothing else`(seed: UInt64) throws {
        let planted = PlantedTruth(seed: seed, users: 60)
        let examination = Examination(of: try planted.account.view(), with: Limits(), checks: Self.judged)
        let found = Set(examination.findings.map(\.id))
        #expect(planted.faults.subtracting(found).sorted() == [], "missed, seed \(seed)")
        #expect(found.subtracting(planted.faults).sorted() == [], "false alarms, seed \(seed)")
        #expect(examination.unknowns.isEmpty)
        #expect(planted.faults.count > 50)
    }
}
