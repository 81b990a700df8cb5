import Foundation
import Ledger
import Lifecycle

/// Signs what the ledger has come to, and never two histories.
///
/// Before anything is signed, the events since the last checkpoint are hashed again, and the tree must have grown from that checkpoint
/// and from the copy of it that is kept outside the ledger. The checkpoint is committed first; then the copy is replaced. So a crash in
/// between leaves a copy that is behind, which is advanced, and a copy that is ahead can only mean that the ledger went back.
public struct Notary: Sendable {
    let home: Home

    /// The notary of a home.
    public init(home: Home) { self.home = home }

    /// What came of it.
    public enum Outcome: Hashable, Sendable {
        /// There is a new checkpoint of that many events.
        case signed(size: Int)
        /// The last checkpoint covers all events.
        case current(size: Int)
        /// The home has no signing key.
        case withoutKey
    }

    /// Signs all events that are recorded, unless the last checkpoint covers them. Throws `SigningRefusal`.
    @discardableResult
    public func seal() throws -> Outcome {
        guard let name = try home.ledger.home()?.state.logKey else { return .withoutKey }
        let copy = CheckpointCopy(home)
        if let last = try home.ledger.lastCheckpoint(), try last.size == home.ledger.size(), try copy.read() == Data(last.note.utf8) {
            return .current(size: last.size)
        }
        let key = try VerifierKey(name.text)
        return try copy.locked { try seal(with: key, copy: copy, renewing: false) }
    }

    /// Makes the outside copy anew from the ledger's last checkpoint, without comparing: `person` answers for it, and it is recorded.
    public func renewCopy(by person: PersonID) throws {
        let last = try home.ledger.lastCheckpoint()
        try record(.copyRenewed(size: last?.size ?? 0), by: .person(person))
        try sealAnew()
    }

    /// Signs, and makes the outside copy anew without comparing: after an event that somebody answers for.
    func sealAnew() throws {
        guard let name = try home.ledger.home()?.state.logKey else { return }
        let (copy, key) = (CheckpointCopy(home), try VerifierKey(name.text))
        _ = try copy.locked { try seal(with: key, copy: copy, renewing: true) }
    }

    /// Signs another text with the key in force, such as an export's manifest.
    func sign(_ text: String) throws -> SignedNote {
        guard let name = try home.ledger.home()?.state.logKey else {
            throw SigningRefusal("this home has no signing key", hint: "an admin makes one with 'tenure audit key make'")
        }
        return try SignedNote(text, signatures: [Signatory(home).sign(text, with: VerifierKey(name.text))])
    }

    /// What stands in the outside copy, read and not compared; nil if there is none.
    public func outsideCopy() throws -> (note: SignedNote, checkpoint: Checkpoint)? {
        guard let bytes = try CheckpointCopy(home).read() else { return nil }
        let note = try SignedNote(bytes)
        return (note, try Checkpoint(note))
    }

    /// Records an event of the home itself.
    func record(_ event: HomeEvent, by actor: Actor) throws {
        let version = try home.ledger.home()?.version ?? 0
        try home.ledger.append([StreamWrite(.home, expecting: version, [.home(event)])], at: home.world.now(), by: actor)
    }

    private func seal(with key: VerifierKey, copy: CheckpointCopy, renewing: Bool) throws -> Outcome {
        let keys = try home.ledger.logKeys()
        let last = try home.ledger.lastCheckpoint().map { try Self.read($0, keys) }
        let outside = try renewing ? nil : self.outside(copy, last: last?.checkpoint, keys)
        let sizes = [last?.checkpoint.size, outside?.size].compactMap(\.self)
        let head = try home.ledger.head(after: last?.checkpoint.size ?? 0, rootsAt: sizes)
        try compare(head, last?.checkpoint, what: "the last checkpoint")
        try compare(head, outside, what: "the copy of the last checkpoint")
        if let last, last.checkpoint.size == head.size {
            try copy.write(last.whole)
            return .current(size: head.size)
        }
        let note = try signed(head, with: key, after: keys.last { $0.seq <= last?.checkpoint.size ?? 0 }?.key)
        guard try home.ledger.keep(note, of: head.size, after: last?.checkpoint.size ?? 0, at: home.world.now()) else {
            return try seal(with: key, copy: copy, renewing: renewing)
        }
        try copy.write(note.whole)
        try forgetFormerKeys(but: key)
        return .signed(size: head.size)
    }

    /// The new checkpoint. If the key was replaced since the last one the former key signs it too: whoever trusts that one can trust the new.
    private func signed(_ head: TreeHead, with key: VerifierKey, after former: VerifierKey?) throws -> SignedNote {
        let text = Checkpoint(origin: key.name, size: head.size, root: head.root).text
        let signatory = Signatory(home)
        var note = try SignedNote(text, signatures: [signatory.sign(text, with: key)])
        if let former, former != key, let line = try signatory.signIfPossible(text, with: former) { note.add(line) }
        return note
    }

    private static func read(_ kept: KeptCheckpoint, _ keys: [DatedKey]) throws -> (checkpoint: Checkpoint, whole: String) {
        do {
            let (note, checkpoint) = try kept.read()
            guard let key = keys.last(where: { $0.seq <= kept.size })?.key, checkpoint.size == kept.size else {
                throw NoteError.malformed(what: "checkpoint", reason: "no key was in force then, or its size is another")
            }
            try note.demand(key)
            return (checkpoint, note.whole)
        } catch let error as NoteError {
            throw SigningRefusal.unreadable("the last checkpoint in the ledger", "\(error)")
        }
    }

    /// The checkpoint in the outside copy, which must be there once the ledger has one, and must not be ahead of it.
    private func outside(_ copy: CheckpointCopy, last: Checkpoint?, _ keys: [DatedKey]) throws -> Checkpoint? {
        guard let bytes = try copy.read() else {
            guard last == nil else { throw SigningRefusal.missingCopy(copy.url.path) }
            return nil
        }
        let found: Checkpoint
        do {
            let note = try SignedNote(bytes)
            found = try Checkpoint(note)
            guard try !note.signers(among: keys.map(\.key)).isEmpty else { throw NoteError.unsigned(by: keys.last?.key.name ?? "") }
        } catch {
            throw SigningRefusal.unreadable("the copy of the last checkpoint, '\(copy.url.path)',", "\(error)")
        }
        guard found.size <= last?.size ?? 0 else { throw SigningRefusal.lag(copy: found.size, ledger: last?.size ?? 0) }
        return found
    }

    private func compare(_ head: TreeHead, _ checkpoint: Checkpoint?, what: String) throws {
        guard let checkpoint else { return }
        guard head.earlier[checkpoint.size] == checkpoint.root else { throw SigningRefusal.fork(at: checkpoint.size, what: what) }
    }

    // After a rotation the file holds both keys until the checkpoint that both have signed is on the disk.
    private func forgetFormerKeys(but key: VerifierKey) throws {
        guard case .file(let file) = Signatory(home) else { return }
        let signers = try file.signers()
        guard signers.count > 1 else { return }
        try file.write(signers.filter { $0.verifier == key })
    }
}
