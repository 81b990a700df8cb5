import IAM
import Lifecycle

/// What a `run` did, as it happens: `tenure` prints each line, tests count them.
public enum RunLine: Sendable {
    case looked(Sync.Result)
    case began(UserRecord, TransitionName)
    case did(UserRecord, Step)
    case undid(UserRecord, Step)
    case entered(UserRecord, from: StateName)
    /// Those for whom the user waits were reminded.
    case reminded(UserRecord, Party)
    case toldOfSuspension(UserRecord)
    case requestEnded(RequestID, Request.Status)
    /// Closed reviews went on.
    case reviewed(ReviewWorks.Progress)
    /// Reviewers who have not decided everything, or their managers, were written to.
    case reviewPrompted(ReviewPrompting.Sent)
    /// A letter about a review could not be handed over; it is tried again.
    case reviewLetterFailed(reason: String)
    /// Users whose review is due: somebody opens one.
    case reviewDue(ReviewCalendar.Due)
    /// A user whom somebody should look at out of turn.
    case reviewCalled(UserRecord, ReviewCalls.Call)
    /// A step or letter failed and is tried again with the next run.
    case failed(UserRecord, what: String, reason: String)
    /// A transition was taken back; it needs somebody.
    case gaveUp(UserRecord, step: Step, reason: String)
    /// What the groups allow is not what was approved.
    case voided(UserRecord, RequestID)
    /// A change of a plan of repairs that was interrupted: what became of it.
    case settled(Digest, PlanLine)
    /// Nothing in this account was touched.
    case accountFailed(AccountAlias, reason: String, hint: String)

    /// Whether somebody has to look at it.
    public var needsAttention: Bool {
        switch self {
        case .failed, .gaveUp, .voided, .accountFailed, .reviewLetterFailed, .reviewDue, .reviewCalled: true
        case .looked(let result): !result.voided.isEmpty || !result.returned.isEmpty
        case .settled(_, let line): line.isOpen
        case .began, .did, .undid, .entered, .reminded, .toldOfSuspension, .requestEnded, .reviewed, .reviewPrompted: false
        }
    }
}
