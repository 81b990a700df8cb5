import Foundation
import IAM
import Ledger
import Lifecycle
import Sandbox
import Testing

@testable import Engine

/// Snapshots: read through the port, kept as files, read back.
@Suite struct SnapshotTests {
    private func pull(_ bench: Bench, lastAccessed: Bool = false) async throws -> SnapshotStore.Entry {
        let store = SnapshotStore(of: bench.home)
        return try await store.pull(Bench.registered, in: bench.home.world, lastAccessed: lastAccessed, by: .tenure) { _ in }.entry
    }

    @Test(arguments: Array(0..<20 as Range<UInt64>))
    func `a snapshot holds what the account is, and its files give the same again`(_ seed: UInt64) async throws {
        let bench = try Bench(seed: seed)
        try bench.populate()
        bench.account.settings.paging.size = 1 + bench.dice.below(7)
        let entry = try await pull(bench, lastAccessed: true)
        let store = SnapshotStore(of: bench.home)
        let snapshot = try store.open(entry).snapshot
        bench.account.settings.paging.size = 1_000
        let truth = try await every { try await bench.account.getAccountAuthorizationDetails([], from: $0) }
        #expect(Set(snapshot.entities) == Set(truth).union(try await bench.boundaryOnly), "seed \(seed)")
        #expect(snapshot.summary.value == (try await bench.account.getAccountSummary()), "seed \(seed)")
        #expect(snapshot.users.allSatisfy { $0.row != nil }, "seed \(seed)")
        for user in snapshot.users {
            #expect(snapshot.principal(user).isComplete, "seed \(seed)")
            #expect(snapshot.lastAccessed(user.name).value != nil, "seed \(seed)")
        }
        // Handed in as files, it is the same snapshot, down to its digest.
        let again = try await store.load(store.directory(of: entry.snapshot), of: Bench.registered, taken: nil, by: .tenure)
        #expect(again.entry.snapshot.digest == entry.snapshot.digest, "seed \(seed)")
        #expect(try store.entries(of: Bench.alias).map(\.snapshot.origin) == [.pulled, .loaded])
    }

    @Test func `a snapshot costs no more calls than the data needs`() async throws {
        let bench = try Bench()
        try bench.populate()
        bench.account.forgetCalls()
        _ = try await pull(bench)
        let calls = Dictionary(grouping: bench.account.calls, by: \.action).mapValues(\.count)
        let once: [IAMAction] = [
            .getCallerIdentity, .getCredentialReport, .getAccountAuthorizationDetails, .getAccountSummary, .getAccountPasswordPolicy,
            .listVirtualMFADevices, .listServerCertificates,
        ]
        // The report is asked for, and found made; the one policy that is a boundary and nothing else is read by itself.
        let expected = Dictionary(uniqueKeysWithValues: once.map { ($0, 1) })
            .merging([.generateCredentialReport: 2, .getPolicy: 1, .getPolicyVersion: 1]) { $1 }
        #expect(calls == expected)
    }

    @Test func `the last use of services costs two calls a user`() async throws {
        let bench = try Bench()
        try bench.populate()
        bench.account.forgetCalls()
        let entry = try await pull(bench, lastAccessed: true)
        #expect(bench.account.count(of: .generateServiceLastAccessedDetails) == entry.snapshot.counts.users)
        #expect(bench.account.count(of: .getServiceLastAccessedDetails) == entry.snapshot.counts.users)
    }

    @Test func `what cannot be read is noted with its reason, and the rest is kept`() async throws {
        let bench = try Bench()
        bench.account.settings.faults = { _, action in
            [.getAccountSummary, .listServerCertificates].contains(action) ? .refuse(.accessDenied) : nil
        }
        let entry = try await pull(bench)
        let snapshot = try SnapshotStore(of: bench.home).open(entry).snapshot
        #expect(Array(entry.snapshot.missing) == ["access-analyzers.json", "account-summary.json", "server-certificates.json"])
        #expect(snapshot.summary.reason == "iam:GetAccountSummary was refused by IAM: AccessDenied: refused on request")
        #expect(snapshot.passwordRule.value == .noneSet)
        #expect(snapshot.lastAccessed(Bench.stranger).reason?.hasPrefix("service-last-accessed/ was not asked for") == true)
    }

    @Test(arguments: [IAMAction.generateCredentialReport, .getCredentialReport, .getAccountAuthorizationDetails])
    func `without report or details nothing is kept`(_ action: IAMAction) async throws {
        let bench = try Bench()
        bench.account.settings.faults = { _, called in called == action ? .refuse(.accessDenied) : nil }
        await #expect(throws: IAMError.self) { try await pull(bench) }
        #expect(try SnapshotStore(of: bench.home).entries().isEmpty)
        let folder = Home.url(.snapshots, in: bench.home.directory)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `the files are nobody else's, and a byte that changed is noticed`() async throws {
        let bench = try Bench()
        let entry = try await pull(bench)
        let store = SnapshotStore(of: bench.home)
        let file = store.directory(of: entry.snapshot).appending(path: SnapshotFile.summary.path)
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        let text = try String(contentsOf: file, encoding: .utf8)
        try (text + " ").write(to: file, atomically: false, encoding: .utf8)
        #expect(throws: SnapshotChanged.self) { try store.open(entry) }
        try FileManager.default.removeItem(at: store.directory(of: entry.snapshot))
        #expect(throws: SnapshotChanged.self) { try store.open(entry) }
    }

    @Test func `files of another account are not kept for this one`() async throws {
        let bench = try Bench()
        let entry = try await pull(bench)
        let store = SnapshotStore(of: bench.home)
        let other = Account(
            alias: known("other", AccountAlias.init), id: known("210987654321", AccountID.init), partition: .aws, reach: .sandbox,
            dutyGroup: Bench.dutyGroup)
        await #expect(throws: WrongSnapshot.self) {
            try await store.load(store.directory(of: entry.snapshot), of: other, taken: nil, by: .tenure)
        }
        #expect(try store.entries(of: other.alias).isEmpty)
        // Without a name it is the one account that has the number.
        let found = try await store.load(store.directory(of: entry.snapshot), of: nil, taken: nil, by: .tenure)
        #expect(found.entry.account == Bench.alias)
    }

    @Test func `the ledger names nobody`() async throws {
        let bench = try Bench()
        _ = try await pull(bench, lastAccessed: true)
        let event = try #require(try bench.home.ledger.lastEvents(limit: 1).first)
        #expect(event.recorded.event.code == "account.snapshotKept")
        #expect(!String(decoding: event.body, as: UTF8.self).contains(Bench.stranger.text))
    }
}

extension AccountSnapshot {
    fileprivate var entities: [AccountEntity] {
        users.map { .user($0.detail) } + groups.values.map(AccountEntity.group) + roles.map(AccountEntity.role)
            + policies.values.map(AccountEntity.policy)
    }
}

extension Bench {
    fileprivate static let boundary = known("arn:aws:iam::aws:policy/IAMUserChangePassword", ARN.init)

    /// Users, groups, roles and policies, as the dice have it; at least one user has a boundary that is nothing else.
    func populate() throws {
        let local = try account.seedManagedPolicy(Self.policy("local"), document: Self.allowing("s3:*"))
        for number in 0...dice.below(12) {
            let name = Self.user("person\(number)")
            try account.seedUser(name, path: Self.root, tags: [IAM.Tag("name", "사람 \(number)")], password: nil)
            if number == 0 || dice.below(3) == 0 { try account.seedBoundary(Self.boundary, on: name) }
            if dice.below(2) == 0 { try account.seedMembership(of: name, in: Self.group("readers")) }
            if dice.below(2) == 0 { try account.attachUserPolicy(local, to: name) }
            if dice.below(2) == 0 { _ = try account.seedAccessKey(of: name) }
            try account.seedServices([ServiceAccess(namespace: "s3", last: clock.now)], of: name)
        }
        for number in 0..<dice.below(4) {
            try account.seedRole(
                "role\(number)", path: Self.root, trust: #"{"Version":"2012-10-17","Statement":[]}"#,
                inline: [Self.policy("p"): Self.allowing("ec2:*")], attached: [local], lastUsed: dice.below(2) == 0 ? clock.now : nil)
        }
    }

    /// What the account's details do not tell: the boundary, as it is read by itself.
    fileprivate var boundaryOnly: [AccountEntity] {
        get async throws {
            let policy = try await account.getPolicy(Self.boundary)
            let document = try await account.getPolicyVersion(policy.defaultVersion, of: Self.boundary)
            let version = PolicyDetail.Version(id: policy.defaultVersion, document: document)
            return [
                .policy(
                    PolicyDetail(
                        name: policy.name, arn: Self.boundary, defaultVersion: policy.defaultVersion, versions: [version],
                        attachmentCount: 0, boundaryCount: 1))
            ]
        }
    }
}
