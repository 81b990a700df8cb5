import Foundation
import IAM
import Ledger
import Lifecycle

/// One user's place in a wave: what is to be done for it, and what came of it.
struct Turn: Sendable {
    var record: UserRecord
    var version: Int
    /// Announced in the ledger, to be done now.
    var work: Work?
    /// Done, to be recorded.
    var outcome: Outcome?
    /// What has been tried in this run and failed: it rests until the next.
    var hasFailed = false
    var hasReminded = false
    /// The deadline has just suspended the user, in this run: the mail then says why.
    var isSuspendedByDeadline = false

    init(_ found: Versioned<UserRecord>) {
        record = found.state
        version = found.version
    }

    /// Something that needs the world.
    enum Work: Hashable, Sendable {
        case perform(Step)
        case undo(Step)
        case remind
        case tellSuspension
        case readDevices
    }

    /// What came of it.
    enum Outcome: Sendable {
        case performed(Step, UserEvent.Outcome)
        case undone(Step)
        case reminded(Delivery)
        case told(Delivery)
        case devices([MFASerial], at: Date)
        case failed(Work, reason: String, isFinal: Bool, mayPass: Bool)
        case grantChanged(Work, now: Grant)
    }
}
