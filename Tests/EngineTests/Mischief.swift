import Foundation
import Guides
import IAM
import Lifecycle
import Sandbox
import Synchronization

@testable import Engine

/// A clock that stands still until it is moved.
final class Clock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_795_000_000))

    var now: Date { time.withLock(\.self) }

    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

/// Random numbers that come again with their seed (splitmix64).
final class Dice: Sendable {
    private let state: Mutex<UInt64>

    init(seed: UInt64) { state = Mutex(seed) }

    func roll() -> UInt64 {
        state.withLock { state in
            state &+= 0x9E37_79B9_7F4A_7C15
            var value = state
            value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
            value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
            return value ^ (value >> 31)
        }
    }

    func below(_ bound: Int) -> Int { Int(roll() % UInt64(bound)) }

    /// True in so many of a hundred.
    func hits(_ percent: Int) -> Bool { below(100) < percent }
}

/// A folder of its own in memory where the machine has one, gone with its last reference.
final class Folder: Sendable {
    let path: String

    init() throws {
        let memory = URL(filePath: "/dev/shm")
        let base = FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
        let url = base.appending(path: "tenure-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// The program is stopped at a record or a delivery.
struct Crash: Error {}

/// What goes wrong, and when. Points are counted from the moment that something was planned.
final class Mischief: Sendable {
    /// Where something can go wrong.
    enum Place: Hashable, Sendable {
        case call(IAMAction)
        case record(RecordingMoment)
        case delivery(DeliveryMoment)
    }

    enum DeliveryMoment: Hashable, Sendable, CaseIterable { case before, after }

    private struct Plan {
        var points: [Place] = []
        /// What happens at the call of that place in the order of all points.
        var faults: [Int: Fault] = [:]
        var crashes: Set<Int> = []
        var refusals: Set<Int> = []
        var always: (@Sendable (Int, IAMAction) -> Fault?)?
        /// The record, counted from one, before which the program stops.
        var lastRecord: Int?
        var records = 0
    }

    private let plan = Mutex(Plan())

    /// Forgets what was planned and counts from zero.
    func clear() { plan.withLock { $0 = Plan() } }
    /// The points since then.
    var points: [Place] { plan.withLock { $0.points } }
    func plan(_ fault: Fault, at point: Int) { plan.withLock { $0.faults[point] = fault } }
    func crash(at point: Int) { plan.withLock { _ = $0.crashes.insert(point) } }
    func refuseDelivery(at point: Int) { plan.withLock { _ = $0.refusals.insert(point) } }
    /// Asked at every call that nothing else was planned for.
    func always(_ fault: @escaping @Sendable (Int, IAMAction) -> Fault?) { plan.withLock { $0.always = fault } }

    func fault(at number: Int, _ action: IAMAction) -> Fault? {
        let (fault, always) = plan.withLock { plan in
            plan.points.append(.call(action))
            return (plan.faults[plan.points.count - 1], plan.always)
        }
        return fault ?? always?(number, action)
    }

    /// Stops the program before it writes its record of that number, counted from now.
    func stopAtRecord(_ number: Int) {
        plan.withLock { plan in
            plan.lastRecord = number
            plan.records = 0
        }
    }

    func record(_ moment: RecordingMoment) throws {
        let isLast = plan.withLock { plan in
            if moment == .before { plan.records += 1 }
            return moment == .before && plan.records == plan.lastRecord
        }
        if pass(.record(moment)).crash || isLast { throw Crash() }
    }

    func deliver(_ moment: DeliveryMoment) throws {
        let (crash, refusal) = pass(.delivery(moment))
        if crash { throw Crash() }
        if refusal { throw DeliveryError("the post is closed") }
    }

    private func pass(_ place: Place) -> (crash: Bool, refusal: Bool) {
        plan.withLock { plan in
            plan.points.append(place)
            let point = plan.points.count - 1
            return (plan.crashes.contains(point), plan.refusals.contains(point))
        }
    }
}

/// Keeps what was delivered, for the test to look at.
final class Post: Courier, PasswordChannel {
    private struct Kept {
        var letters: [Letter] = []
        var passwords: [UserName: [Password]] = [:]
    }

    private let kept = Mutex(Kept())
    private let mischief: Mischief

    init(mischief: Mischief) { self.mischief = mischief }

    var letters: [Letter] { kept.withLock { $0.letters } }
    func passwords(of user: UserName) -> [Password] { kept.withLock { $0.passwords[user] ?? [] } }
    var allPasswords: [Password] { kept.withLock { $0.passwords.values.flatMap(\.self) } }

    func deliver(_ letter: Letter) async throws {
        try mischief.deliver(.before)
        kept.withLock { $0.letters.append(letter) }
        try mischief.deliver(.after)
    }

    func hand(_ password: Password, of user: UserName, in account: AccountAlias, to person: Person) async throws {
        try mischief.deliver(.before)
        kept.withLock { $0.passwords[user, default: []].append(password) }
        try mischief.deliver(.after)
    }
}
