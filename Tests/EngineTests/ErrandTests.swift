import Foundation
import IAM
import Lifecycle
import Sandbox
import Testing

@testable import Engine

@Suite struct ErrandTests {
    private let name = Bench.name(of: 0)

    private func help(_ bench: Bench, _ errand: Errand, _ record: RecordID) throws {
        try bench.decide(.errand(errand, bench.home.world.seal("asked at the desk")), on: record)
    }

    @Test func `a fresh password takes the place of the first, and is handed over`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        let first = try require(bench.post.passwords(of: name).last, "a first password")
        try help(bench, .resetPassword, record)
        try await bench.run(after: .hours(1))
        let second = try require(bench.post.passwords(of: name).last, "a second password")
        #expect(bench.post.passwords(of: name).count == 2)
        #expect(try !bench.account.isPassword(first, validFor: name))
        #expect(try bench.account.isPassword(second, validFor: name))
        #expect(try bench.state(record) == "enrolling")
        #expect(try bench.record(record).errands.isEmpty)
        try await bench.run(after: .hours(1))
        #expect(bench.post.passwords(of: name).count == 2)
        #expect(try await bench.soundness() == [])
    }

    @Test func `whoever lost a device has none, and goes back to enrolling`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try bench.enrol(name)
        try await bench.run(after: .hours(5))
        #expect(try bench.state(record) == "active")
        try help(bench, .resetMFA, record)
        try await bench.run(after: .hours(1))
        #expect(try await bench.held(name)?.devices == 0)
        try await bench.run(after: .hours(1))
        #expect(try bench.state(record) == "enrolling")
        #expect(try await bench.soundness() == [])
    }

    @Test func `a device that was left over is cleared, and nobody else's`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        _ = try bench.account.seedVirtualMFADevice(named: name.text)
        _ = try bench.account.seedVirtualMFADevice(named: "\(name)-smith")
        try help(bench, .clearDevice, record)
        try await bench.run(after: .hours(1))
        let left = try await every { try await bench.account.listVirtualMFADevices(.any, from: $0) }
        #expect(left.map(\.serial.text) == ["arn:aws:iam::123456789012:mfa/\(name)-smith"])
    }

    @Test func `help is decided once, until it was given`() async throws {
        let bench = try Bench()
        let record = try await bench.provision()
        try help(bench, .resetPassword, record)
        #expect(throws: Refusal.self) { try help(bench, .resetPassword, record) }
        try await bench.run(after: .hours(1))
        try help(bench, .resetPassword, record)
    }
}
