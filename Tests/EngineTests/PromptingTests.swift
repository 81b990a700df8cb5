import Foundation
import Guides
import IAM
import Lifecycle
import Sandbox
import Testing

@testable import Engine

@Suite struct PromptingTests {
    private let name = Bench.name(of: 0)

    private func letters(_ bench: Bench, with part: String) -> [Letter] { bench.post.letters.filter { $0.name.contains(part) } }

    @Test func `whoever is suspended at the deadline is told so once, and why`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try await bench.run(after: .days(7))
        #expect(try bench.state(record) == "suspended")
        try await bench.run(after: .hours(1))
        let told = letters(bench, with: "suspended")
        #expect(told.map(\.name) == ["U-1-jane.doe-suspended.ko"])
        let mail = try require(told.first?.mail, "a mail")
        #expect(mail.to.address.text == "jane.doe@example.com")
        #expect(mail.text.contains("기한까지 MFA가 등록되지 않았습니다") && mail.text.contains("사용자가 삭제됩니다"))
        #expect(try bench.record(record).deliveries.contains { $0.what == .suspension })
        #expect(try await bench.soundness() == [])
    }

    @Test func `whoever an admin suspends is told so, without a reason that is not theirs`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try bench.decide(.suspend(bench.home.world.seal("on leave")), on: record)
        try await bench.run()
        let mail = try require(letters(bench, with: "suspended").first?.mail, "a mail")
        #expect(!mail.text.contains("까닭"))
        #expect(!mail.text.contains("on leave"))
    }

    @Test func `a mail about a suspension that is refused is sent with the next run, and the cut does not wait for it`() async throws {
        let bench = try Bench()
        let record = try await bench.activate()
        try bench.decide(.suspend(bench.home.world.seal("on leave")), on: record)
        bench.mischief.clear()
        try await bench.run()
        let place = try require(bench.mischief.points.firstIndex(of: .delivery(.before)), "a delivery")
        let again = try Bench()
        let other = try await again.activate()
        try again.decide(.suspend(again.home.world.seal("on leave")), on: other)
        again.mischief.clear()
        again.mischief.refuseDelivery(at: place)
        let lines = try await again.run()
        #expect(try again.state(other) == "suspended")
        #expect(try await again.held(name)?.inline == ["tenure-deny-all"])
        #expect(lines.contains { if case .failed(_, "mail about the suspension", _) = $0 { true } else { false } })
        again.mischief.clear()
        try await again.run(after: .hours(1))
        #expect(letters(again, with: "suspended").count == 1)
    }

    @Test func `in a state that waits for an admin the admins are reminded, each in their language, and not the subject`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try await bench.run(after: .days(7))
        #expect(try bench.state(record) == "suspended")
        try await bench.run(after: .days(16))
        let prompts = letters(bench, with: "-to-P-")
        #expect(prompts.map(\.name).sorted() == ["U-1-jane.doe-reminder-1-to-P-1.en", "U-1-jane.doe-reminder-1-to-P-2.ko"])
        #expect(prompts.map(\.mail.to.address.text).sorted() == ["jiwon.lee@example.com", "minsu.kim@example.com"])
        #expect(prompts.allSatisfy { $0.mail.text.contains("tenure explain prod/jane.doe") })
        #expect(try bench.record(record).deliveries.last?.what == .prompt)
        try await bench.run(after: .hours(1))
        #expect(letters(bench, with: "-to-P-").count == 2)
    }
}
