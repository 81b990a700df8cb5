import Foundation
import IAM
import Sandbox
import Testing

@Suite struct FaultTests {
    @Test(arguments: [
        (Fault.throttle, false), (.refuse(.serviceFailure), false), (.notSent, false), (.loseRequest, false), (.loseResponse, true),
        (.stopBefore, false), (.stopAfter, true),
    ])
    func `a fault happens at its call, and the call is carried out or not`(fault: Fault, isApplied: Bool) async throws {
        var settings = SandboxSettings()
        settings.faults = { call, action in call == 2 && action == .createUser ? fault : nil }
        let world = try World(settings: settings)
        let name = try UserName("jane")
        _ = try await world.account.getCallerIdentity()
        do {
            _ = try await world.account.createUser(name, path: root, tags: [])
            Issue.record("nothing went wrong")
        } catch let error as IAMError {
            #expect(error.kind == kind(of: fault))
        } catch {
            #expect(error as? Stopped == Stopped(call: 2))
            #expect([.stopBefore, .stopAfter].contains(fault))
        }
        let found = try await world.account.listUsers(from: nil).items.map(\.name)
        #expect(found == (isApplied ? [name] : []))
        #expect(world.account.calls.map(\.action) == [.getCallerIdentity, .createUser, .listUsers])
        #expect(world.account.calls.map(\.subject) == ["", "jane", ""])
        #expect(world.account.count(of: .createUser) == 1)
    }

    private func kind(of fault: Fault) -> IAMError.Kind? {
        switch fault {
        case .throttle: .refused(.throttling)
        case .refuse(let code): .refused(code)
        case .notSent: .notSent
        case .loseRequest, .loseResponse: .unknownOutcome
        case .stopBefore, .stopAfter: nil
        }
    }
}

@Suite struct LagTests {
    @Test func `reads lag by no more than the given time, come back, and are the same for the same seed`() async throws {
        var (stale, returned) = (0, 0)
        for seed in UInt64(1)...40 {
            let first = try await sightings(seed: seed)
            #expect(first == (try await sightings(seed: seed)), "seed \(seed)")
            #expect(first.suffix(3) == [true, true, true], "seed \(seed): a change older than the lag is unseen")
            stale += first.count { !$0 }
            if let seen = first.firstIndex(of: true), first[seen...].contains(false) { returned += 1 }
        }
        print("lag: \(stale) stale reads of 640, \(returned) accounts of 40 in which an answer was older than the one before")
        #expect(stale > 100)
        #expect(returned > 5)
    }

    @Test func `a deleted user is still seen for a while, and a change of it is refused at once`() async throws {
        var settings = SandboxSettings()
        settings.lag = Lag(maximum: 60, seed: 3)
        let world = try World(settings: settings)
        let name = try UserName("jane")
        _ = try await world.account.createUser(name, path: root, tags: [])
        world.clock.advance(61)
        try await world.account.deleteUser(name)
        var seen = 0
        for _ in 0..<50 where try await world.account.listUsers(from: nil).items.count == 1 { seen += 1 }
        #expect(seen > 0)
        await #expect(throws: IAMError.self) { try await world.account.deleteUser(name) }
        world.clock.advance(60)
        #expect(try await world.account.listUsers(from: nil).items.isEmpty)
    }

    private func sightings(seed: UInt64) async throws -> [Bool] {
        var settings = SandboxSettings()
        settings.lag = Lag(maximum: 60, seed: seed)
        let world = try World(settings: settings)
        let name = try UserName("jane")
        _ = try await world.account.createUser(name, path: root, tags: [])
        var seen: [Bool] = []
        for _ in 0..<16 {
            let listed = try await world.account.listUsers(from: nil).items.contains { $0.name == name }
            seen.append(listed)
            world.clock.advance(5)
        }
        return seen
    }
}

@Suite struct ReportTests {
    @Test func `a report is started, made, kept for four hours and then made anew`() async throws {
        var settings = SandboxSettings()
        settings.reportDelay = 10
        let world = try World(settings: settings)
        try world.account.seedUser(UserName("a,b"), path: root, password: password)
        #expect(try await world.account.generateCredentialReport() == .started)
        #expect(try await world.account.generateCredentialReport() == .inProgress)
        await #expect(throws: IAMError.self) { try await world.account.getCredentialReport() }
        world.clock.advance(10)
        #expect(try await world.account.generateCredentialReport() == .complete)
        let text = try await world.account.getCredentialReport().text
        try world.account.seedUser(UserName("late"), path: root)
        #expect(try await world.account.generateCredentialReport() == .complete)
        #expect(try await world.account.getCredentialReport().text == text)
        #expect(!text.hasSuffix("\n") && !text.contains("\r"))
        #expect(text.split(separator: "\n").map { $0.split(separator: ",").first } == ["user", "<root_account>", "\"a"])
        world.clock.advance(4 * 3600)
        #expect(try await world.account.generateCredentialReport() == .started)
        world.clock.advance(10)
        #expect(try await CredentialReport(world.account.getCredentialReport().text).rows.count == 3)
    }

    @Test func `a report says what is so`() async throws {
        let world = try World()
        let (name, created) = (try UserName("jane"), world.clock.now)
        try world.account.seedUser(name, path: root, password: password)
        try world.account.seedUser(UserName("nobody"), path: root)
        try world.account.setPasswordPolicy(Rule.strict)
        let key = try world.account.seedAccessKey(of: name)
        try await world.account.updateAccessKey(key, of: name, active: false)
        try world.account.seedSigningCertificate(of: name)
        try world.account.seedMFADevice(MFASerial("GAHT12345678"), of: name)
        _ = try await world.account.generateCredentialReport()
        let rows = try CredentialReport(try await world.account.getCredentialReport().text).rows
        let (jane, nobody) = (try #require(rows.first { $0.subject == .user(name) }), try #require(rows.last))
        #expect(rows.first?.subject == .root)
        #expect(jane.passwordEnabled == true)
        #expect(jane.passwordLastUsed == .noInformation)
        #expect(jane.passwordNextRotation == created + 90 * 86_400)
        #expect(jane.mfaActive)
        #expect(jane.keys.map(\.isActive) == [false])
        #expect(jane.keys.map(\.lastRotated) == [created])
        #expect(jane.certificates.count == 1)
        #expect(nobody.passwordEnabled == false)
        #expect(nobody.passwordLastUsed == .notApplicable)
        #expect(nobody.keys.isEmpty && !nobody.mfaActive)
    }
}
