import Foundation
import IAM
import Sandbox
import Synchronization

/// A clock that stands still until it is moved.
final class Clock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_795_000_000))

    var now: Date { time.withLock { $0 } }

    func advance(_ seconds: TimeInterval) { time.withLock { $0 += seconds } }
}

/// Random numbers that come again with their seed.
final class Dice: Sendable, CustomStringConvertible {
    private let state: Mutex<UInt64>
    let seed: UInt64

    init(seed: UInt64) {
        self.seed = seed
        state = Mutex(seed)
    }

    var description: String { "seed \(seed)" }

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

    func one<Item>(of items: [Item]) -> Item { items[below(items.count)] }
}

/// An account of its own for each test.
struct World {
    let clock = Clock()
    let dice: Dice
    let account: SandboxAccount

    init(seed: UInt64 = 1, storage: SandboxAccount.Storage = .memory, settings: SandboxSettings = SandboxSettings()) throws {
        let (dice, clock) = (Dice(seed: seed), clock)
        self.dice = dice
        account = try SandboxAccount(
            account: AccountID("123456789012"), storage: storage, settings: settings, now: { clock.now }, random: { dice.roll() })
    }
}

let root = IAMPath.root
let password = Password("Correct-Horse-7")

extension IAMPath {
    static var root: IAMPath {
        guard let path = try? IAMPath("/") else { preconditionFailure("'/' is a path") }
        return path
    }
}

/// A directory of its own, gone with its last reference.
final class Directory: Sendable {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "tenure-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var file: String { path + "/account.jsonl" }
}
