import Foundation
import Guides
import IAM
import Ledger
import Lifecycle
import Sandbox
import Shipped
import Synchronization

@testable import Engine

/// A home with its people and rules, a simulated account with strangers in it, and everything that a run needs: a world of its own for
/// each test.
final class Bench: Sendable {
    let clock = Clock()
    let dice: Dice
    let mischief = Mischief()
    let account: SandboxAccount
    let post: Post
    let home: Home
    let letters: LetterDesk
    private let directory: Folder

    static let alias = known("prod", AccountAlias.init)
    static let accountID = known("123456789012", AccountID.init)
    static let dutyGroup = group("tenure-duty")

    /// A bench with so many people who can get users; all that is drawn comes from the seed.
    init(seed: UInt64 = 1, subjects: Int = 1) throws {
        let (dice, clock, mischief) = (Dice(seed: seed), clock, mischief)
        self.dice = dice
        directory = try Folder()
        var settings = SandboxSettings()
        settings.authorizer = PolicyJudge.answer
        settings.faults = { number, action in mischief.fault(at: number, action) }
        let account = try SandboxAccount(
            account: Self.accountID, settings: settings, now: { clock.now }, random: { dice.roll() })
        self.account = account
        post = Post(mischief: mischief)
        var world = World(
            now: { clock.now }, randomBytes: { count in (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.roll()) } },
            sleep: { clock.advance(Double($0.components.seconds)) }, iam: { _ in account }, courier: post, passwords: post)
        world.atRecording = { try mischief.record($0) }
        let ledger = try Ledger.open(directory.path + "/ledger.db", for: .create)
        home = Home(directory: URL(filePath: directory.path), settings: Self.settings, ledger: ledger, world: world)
        letters = LetterDesk(settings: Self.settings, templates: try Templates.all(), isSandbox: true)
        try seedAccount()
        try Office.found(home, subjects: subjects)
    }

    private static let settings = Settings(
        timeZone: TimeZone(identifier: "Asia/Seoul") ?? .gmt, language: .korean, staleAfter: .hours(26), mail: .directory("out/mail"),
        passwords: .files, contact: .init(name: "보안팀", mail: "security@example.com"), connections: [:])

    /// A desk that writes from other templates.
    func desk(_ templates: [String: String]) -> LetterDesk {
        LetterDesk(settings: Self.settings, templates: templates, isSandbox: true)
    }

    /// The ledger's file.
    var ledgerFile: String { directory.path + "/ledger.db" }

    /// Everything that a run did, as it reported it.
    @discardableResult
    func run(
        _ options: Runner.Options = .init(), letters: LetterDesk? = nil, report: @escaping @Sendable (RunLine) -> Void = { _ in }
    ) async throws -> [RunLine] {
        let lines = Mutex<[RunLine]>([])
        let runner = Runner(home: home, options: options, letters: letters ?? self.letters) { line in
            report(line)
            lines.withLock { $0.append(line) }
        }
        try await runner.run()
        return lines.withLock { $0 }
    }

    /// A run after that time has passed.
    @discardableResult
    func run(after period: Period, retries: Bool = false) async throws -> [RunLine] {
        clock.advance(Double(period.seconds))
        return try await run(.init(retries: retries))
    }

    func look() async throws { _ = try await Sync(home: home).look(at: try home.rules().accounts[Self.alias] ?? Self.registered) }

    static let registered = Account(alias: alias, id: accountID, partition: .aws, reach: .sandbox, dutyGroup: dutyGroup)

    private func seedAccount() throws {
        for (name, action) in [("developers", "ec2:*"), ("readers", "s3:Get*"), ("operators", "iam:*")] {
            try account.seedGroup(Self.group(name), path: Self.root, inline: [Self.policy(name): Self.allowing(action)])
        }
        // Somebody else's user, and somebody else's member of a group that profiles grant.
        try account.seedUser(Self.stranger, path: Self.root, tags: [Tag("owner", "somebody")], password: Password("Somebody-Else-77"))
        try account.seedMembership(of: Self.stranger, in: Self.group("developers"))
        _ = try account.seedAccessKey(of: Self.stranger)
    }

    static let stranger = user("somebody.else")
    static let root = known("/", IAMPath.init)

    static func allowing(_ action: String) -> String {
        #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"\#(action)","Resource":"*"}]}"#
    }
}

extension Bench {
    static func user(_ text: String) -> UserName { known(text, UserName.init) }
    static func group(_ text: String) -> GroupName { known(text, GroupName.init) }
    static func policy(_ text: String) -> PolicyName { known(text, PolicyName.init) }
}

/// A name that stands in a test and is therefore right.
func known<Name>(_ text: String, _ make: (String) throws -> Name) -> Name {
    guard let name = try? make(text) else { preconditionFailure("'\(text)' is a name") }
    return name
}

/// The shipped templates, from the repository's own folder.
enum Templates {
    static func all() throws -> [String: String] { try read.get() }

    private static let read = Result {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Templates")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8)) })
    }
}
