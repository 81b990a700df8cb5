import Foundation
import IAM
import Testing

@testable import Sandbox

@Suite struct StorageTests {
    private let directory: Directory

    init() throws { directory = try Directory() }

    private func open(seed: UInt64 = 1) throws -> World { try World(seed: seed, storage: .file(path: directory.file)) }

    @Test func `a file cut at any byte is the account before or after the last change`() async throws {
        let world = try open()
        let name = try UserName("jane")
        var states = [world.account.content.all]
        let acts: [@Sendable () async throws -> Void] = [
            { _ = try await world.account.createUser(name, path: root, tags: [Tag("k", "홍")]) },
            { try await world.account.createLoginProfile(for: name, password: password, resetRequired: false) },
            { try await world.account.deleteLoginProfile(of: name) },
        ]
        for act in acts {
            try await act()
            states.append(world.account.content.all)
        }
        let bytes = try Data(contentsOf: URL(filePath: directory.file))
        let ends = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }
        for cut in 0...bytes.count {
            let copy = try Directory()
            try bytes.prefix(cut).write(to: URL(filePath: copy.file))
            let again = try World(seed: 5, storage: .file(path: copy.file))
            let complete = ends.count { $0 < cut }
            #expect(again.account.content.all == states[max(0, complete - 1)], "cut at \(cut)")
            try again.account.seedUser(UserName("after"), path: root)
            let third = try World(seed: 6, storage: .file(path: copy.file))
            #expect(third.account.content.all == again.account.content.all, "written after a cut at \(cut)")
        }
    }

    @Test func `a damaged line is refused by its number`() throws {
        try open().account.seedUser(UserName("a"), path: root)
        try open().account.seedUser(UserName("b"), path: root)
        let lines = try String(contentsOfFile: directory.file, encoding: .utf8).split(separator: "\n")
        try (lines[0] + "\n{}\n" + lines[2] + "\n").write(toFile: directory.file, atomically: false, encoding: .utf8)
        #expect(throws: SandboxStorageError(path: directory.file, problem: .damaged(line: 2))) { try open() }
    }

    @Test func `another account's file is refused`() throws {
        try open().account.seedUser(UserName("a"), path: root)
        let file = directory.file
        #expect(throws: SandboxStorageError(path: file, problem: .foreign)) {
            try SandboxAccount(account: AccountID("999999999999"), storage: .file(path: file), now: { .distantPast }, random: { 4 })
        }
    }

    @Test func `the file is its owner's alone and holds no password`() async throws {
        let world = try open()
        try world.account.seedUser(UserName("jane"), path: root, password: password)
        try await world.account.updateLoginProfile(of: UserName("jane"), password: Password("Another-Horse-8"), resetRequired: false)
        let mode = try FileManager.default.attributesOfItem(atPath: directory.file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let text = try String(contentsOfFile: directory.file, encoding: .utf8)
        #expect(text.contains("jane") && !text.contains("Horse"))
        #expect(try open(seed: 2).account.isPassword(Password("Another-Horse-8"), validFor: UserName("jane")))
    }

    @Test func `a file that has grown is compacted when it is opened, and the others go on with the new one`() throws {
        let other = try open(seed: 2)
        let world = try open()
        let name = try UserName("jane")
        try world.account.seedUser(name, path: root)
        for number in 0..<1100 { try world.account.seedTags([Tag("k", "\(number)")], on: name) }
        let size = try Data(contentsOf: URL(filePath: directory.file)).count
        let third = try open(seed: 3)
        #expect(try Data(contentsOf: URL(filePath: directory.file)).count < size / 100)
        try other.account.seedUser(UserName("other"), path: root)
        try world.account.seedUser(UserName("last"), path: root)
        _ = try third.account.isPassword(password, validFor: name)
        _ = try other.account.isPassword(password, validFor: name)
        for again in [world, other] { #expect(again.account.content.all == third.account.content.all) }
        #expect(third.account.content.users.count == 3)
    }

    @Test func `what cannot be written is not done`() throws {
        let world = try World(storage: .file(path: directory.file))
        try world.account.seedUser(UserName("a"), path: root)
        let before = world.account.content.all
        try FileManager.default.removeItem(atPath: directory.file)
        try FileManager.default.createDirectory(atPath: directory.file, withIntermediateDirectories: false)
        #expect(throws: SandboxStorageError.self) { try world.account.seedUser(UserName("b"), path: root) }
        #expect(world.account.content.all == before)
    }
}
