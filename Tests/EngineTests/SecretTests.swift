import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// R11 in one process: passwords reach their channel and nothing else.
@Suite struct SecretTests {
    @Test func `passwords of two hundred provisionings with faults stand nowhere but in their channel`() async throws {
        let (homes, subjects) = (10, 20)
        var passwords = 0
        for number in 0..<homes {
            let bench = try Bench(seed: UInt64(100 + number), subjects: subjects)
            let dice = Dice(seed: UInt64(100 + number))
            try await bench.look()
            for subject in 0..<subjects { try bench.approve(bench.ask("developer", subject: subject).id) }
            var told: [String] = []
            for _ in 0..<8 {
                bench.mischief.clear()
                bench.mischief.always { _, action in dice.hits(action.isRead ? 1 : 20) ? Self.faults[dice.below(Self.faults.count)] : nil }
                if dice.hits(50) { bench.mischief.crash(at: dice.below(200)) }
                do {
                    told += try await bench.run(after: .hours(1)).map { "\($0)" }
                } catch {
                    told.append("\(error)")
                }
            }
            bench.mischief.clear()
            told += try await bench.run(after: .hours(1)).map { "\($0)" }
            for subject in 0..<subjects { #expect(try bench.deadPassword(Bench.name(of: subject)) == [], "seed \(100 + number)") }
            #expect(try await bench.soundness() == [], "seed \(100 + number)")
            passwords += try hits(of: bench, told: told)
        }
        print("secrets: \(homes * subjects) provisionings, \(passwords) passwords handed over, seeds 100 to \(100 + homes - 1)")
        #expect(passwords >= homes * subjects)
    }

    private static let faults: [Fault] = [.throttle, .loseRequest, .loseResponse, .stopBefore, .stopAfter, .refuse(.serviceFailure)]

    /// Looks for every password in all that was written and told; returns how many there were.
    private func hits(of bench: Bench, told: [String]) throws -> Int {
        bench.home.ledger.close()
        let file = String(decoding: try Data(contentsOf: URL(filePath: bench.ledgerFile)), as: UTF8.self)
        let letters = bench.post.letters.map { $0.mail.text + ($0.mail.html ?? "") + $0.mail.subject + $0.name }.joined()
        let all = file + letters + told.joined(separator: "\n")
        let passwords = bench.post.allPasswords
        for password in passwords {
            let isFound = password.reveal { text in all.contains(text) }
            #expect(!isFound)
        }
        return passwords.count
    }
}
