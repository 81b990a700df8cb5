import Foundation
import IAM
import Ledger
import Lifecycle

@testable import Engine

/// Key pairs of people, made by `ssh-keygen` once for all tests.
enum Keys {
    static func pair(of person: PersonID) throws -> (path: String, key: SSHPublicKey) {
        let path = try folder.get().appending(path: "\(person)").path
        guard let key = SSHPublicKey(text: try String(contentsOfFile: path + ".pub", encoding: .utf8)) else {
            throw Missing(description: "the key of \(person) cannot be read")
        }
        return (path, key)
    }

    private static let folder = Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tenure-keys-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for person in [Staff.security, Staff.subject(0)] {
            let made = Process()
            made.executableURL = URL(filePath: "/usr/bin/ssh-keygen")
            made.arguments = ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder.appending(path: "\(person)").path]
            try made.run()
            made.waitUntilExit()
        }
        return folder
    }
}

// Users behind glass: how they are prepared, and how the glass is broken.
extension Bench {
    /// Gives the history a name and people their keys.
    func giveKeys() throws {
        let origin = known("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", LogKey.init)
        var writes = [
            StreamWrite(.home, expecting: try home.ledger.home()?.version ?? 0, [.home(.signingKeySet(key: origin))])
        ]
        for person in [Staff.security, Staff.subject(0)] {
            let version = try home.ledger.person(person)?.version ?? 0
            let added = PersonEvent.keyAdded(key: try Keys.pair(of: person).key)
            writes.append(StreamWrite(.person(person), expecting: version, [.person(added)], about: person))
        }
        try home.ledger.append(writes, at: clock.now, by: .tenure)
    }

    static func signing(_ person: PersonID) throws -> Signing {
        .by(DecisionSigner(key: try Keys.pair(of: person).path, folder: URL(filePath: "/"), hasAgent: false))
    }

    /// A user behind glass: approved with a signature, made, enrolled, sealed.
    func seal() async throws -> RecordID {
        try giveKeys()
        try await look()
        let request = try ask("rescuer", workflow: "break-glass").id
        try office(Staff.manager).decide(.approve, on: request)
        let record = try require(
            office(Staff.security).decide(.approve, on: request, Self.signing(Staff.security)).record, "a record")
        try await run()
        try enrol(Self.name(of: 0))
        try await run(after: .hours(5))
        return record
    }

    /// The holder breaks the glass, and security is told.
    @discardableResult
    func breakGlass(_ id: RecordID, by person: PersonID = Staff.subject(0)) async throws -> Request {
        let request = try office(person).file(glassForm(of: id), Self.signing(Staff.subject(0)))
        try await GlassAlarm(home: home, letters: letters).tell(of: id)
        return request
    }

    func glassForm(of id: RecordID) throws -> RequestForm {
        let record = try record(id)
        let view = try require(try home.ledger.account(Self.alias)?.state, "a look")
        return try filing.breakGlass(draft(), of: record, plan: home.workflow(record.workflow), in: view)
    }
}

extension Scenario {
    private static let id = RecordID(1)
    private static let sealed = Held(groups: ["tenure-duty"], devices: 1, hasPassword: true)

    static let breakGlass = Scenario(testDescription: "break-glass") { bench in
        try await bench.breakGlass(try await bench.seal())
    } lacking: { bench in
        let opened = Held(groups: ["tenure-duty", "operators"], devices: 1, hasPassword: true)
        return try await bench.lacks(id, state: "opened", Bench.name(of: 0), opened)
            + (bench.status(RequestID(2)) == .fulfilled ? [] : ["the request is not fulfilled"])
    }

    static let reseal = Scenario(testDescription: "reseal") { bench in
        try await breakGlass.prepare(bench)
        try await bench.run()
        bench.clock.advance(4 * 3600)
    } lacking: { bench in
        try await bench.lacks(id, state: "reviewing", Bench.name(of: 0), sealed)
            + (bench.record(id).use?.isOpen == true ? [] : ["the use does not wait for a review"])
    }
}
