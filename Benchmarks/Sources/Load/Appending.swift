import Foundation
import IAM
import Ledger
import Lifecycle

/// Appends the events of users' first days, one transaction each, as `tenure run` does with one user at a time.
///
/// Each line of standard input is a number of events, and `sealed` if a checkpoint is to be made of them as at the end of a command; the
/// answer is how long they took.
struct Appending {
    private let ledger: Ledger
    private let seal: Seal
    private var story: Story

    init(home: String) throws {
        let population = try Population(home: home)
        ledger = population.ledger
        seal = try Seal(ledger, copy: URL(filePath: home + "/benchmark-checkpoint"))
        story = try Story(of: population)
    }

    func serve() throws {
        var story = story
        while let words = readLine()?.split(separator: " "), let count = words.first.flatMap({ Int($0) }) {
            let writes = try (0..<count).map { _ in try story.next() }
            let now = Date()
            let watch = Stopwatch()
            for write in writes { try ledger.append([write], at: now, by: .tenure) }
            if words.contains("sealed") { try seal.make(at: now) }
            print(watch.lap)
            fflush(nil)
        }
    }
}

/// What a command does once it has recorded something: the events since the last checkpoint are hashed again, the tree grows, its root is
/// signed and kept, in the ledger and in a file beside it.
private struct Seal {
    private let ledger: Ledger
    private let copy: URL
    private let signer: NoteSigner

    init(_ ledger: Ledger, copy: URL) throws {
        guard let key = try ledger.home()?.state.logKey else { throw Load.Misuse() }
        (self.ledger, self.copy) = (ledger, copy)
        signer = try NoteSigner(name: key.logName, seed: [UInt8](repeating: 7, count: 32))
    }

    func make(at now: Date) throws {
        let last = try ledger.lastCheckpoint()?.size ?? 0
        let head = try ledger.head(after: last, rootsAt: [last])
        let text = Checkpoint(origin: signer.verifier.name, size: head.size, root: head.root).text
        let note = try SignedNote(text, signatures: [signer.sign(text)])
        guard try ledger.keep(note, of: head.size, after: last, at: now) else { throw Load.Misuse() }
        try Data(note.whole.utf8).write(to: copy)
        let file = try FileHandle(forWritingTo: copy)
        try file.synchronize()
        try file.close()
    }
}

/// From the approval to the first guide, for eight users in turn: opened, begun, each step announced and done, entered.
struct Story {
    private let population: Population
    private let creation: Transition
    private let entered: Entry
    private let firstRecord: Int
    private var told = 0
    private static let width = 8

    init(of population: Population) throws {
        self.population = population
        let workflow = population.workflow
        guard let creation = workflow.transitions(from: workflow.initial).first, let next = workflow.state(creation.to) else {
            throw Load.Misuse()
        }
        self.creation = creation
        entered = Entry(next, at: population.now)
        firstRecord = try population.ledger.nextRecord().number
    }

    /// The next event, as a write of its own.
    mutating func next() throws -> StreamWrite {
        let chapters = 3 + 2 * creation.steps.count
        let (wave, place) = told.quotientAndRemainder(dividingBy: Self.width * chapters)
        let (chapter, user) = place.quotientAndRemainder(dividingBy: Self.width)
        told += 1
        let number = firstRecord + wave * Self.width + user
        let event = try event(chapter, of: chapters, number)
        return StreamWrite(.user(RecordID(number)), expecting: chapter, [.user(event)], about: PersonID(number))
    }

    /// What follows the opening of a record, from its first step to its first guide.
    func sequel(for number: Int) throws -> [UserEvent] {
        let chapters = 3 + 2 * creation.steps.count
        return try (1..<chapters).map { try event($0, of: chapters, number) }
    }

    private func event(_ chapter: Int, of chapters: Int, _ number: Int) throws -> UserEvent {
        if chapter == 0 { return .opened(opening: try population.opening(number, person: PersonID(number))) }
        if chapter == 1 {
            return .began(transition: creation.name, to: creation.to, steps: creation.steps, nonce: population.nonce(), carries: nil)
        }
        if chapter == chapters - 1 { return .entered(entry: entered) }
        let step = creation.steps[(chapter - 2) / 2]
        return chapter.isMultiple(of: 2) ? .announced(step: step) : .performed(step: step, outcome: try outcome(of: step, number))
    }

    private func outcome(of step: Step, _ number: Int) throws -> UserEvent.Outcome {
        switch step {
        case .createUser: .created(user: try population.userID(number), ahead: 1)
        case .setPassword: .passwordSet
        case .deliverGuide: .delivered(delivery: Delivery(what: .guide(.new), at: population.now, duty: "1"))
        default: .done
        }
    }
}
