import IAM
import Lifecycle

/// What a check says of one subject.
public struct Outcome: Sendable {
    public let subject: Subject
    public let verdict: Verdict

    /// A verdict on a subject.
    public init(_ subject: Subject, _ verdict: Verdict) {
        self.subject = subject
        self.verdict = verdict
    }
}

/// The answers of a check. Only `pass` is one that somebody may rely on, and `vouched` as far as they rely on who vouches.
public enum Verdict: Sendable {
    case pass
    /// It would not pass by what the snapshot shows; somebody has put on record why it is as it should be, and answers for that.
    case vouched(Bilingual)
    case fails(UntoldDefect)
    /// What is needed is missing, out of date, or beyond what a snapshot shows.
    case unknown(Bilingual)
    /// The rule is not about this subject.
    case notApplicable(Bilingual)
}

extension Verdict {
    /// A failure. What its defect says is worked out when somebody asks, and each time anew.
    public static func fail(_ defect: @autoclosure @escaping @Sendable () -> Defect) -> Verdict { .fails(UntoldDefect(tell: defect)) }
}

/// A defect that has not been put into words: of a large account's findings most are counted, and never read.
public struct UntoldDefect: Sendable {
    fileprivate let tell: @Sendable () -> Defect

    /// The defect in words.
    public var told: Defect { tell() }
}

/// In what way a subject breaks a rule, what shows it, and what mends it.
public struct Defect: Hashable, Sendable {
    public let message: Bilingual
    public let evidence: [Evidence]
    public internal(set) var remedy: Remedy

    /// A defect that the evidence shows.
    public init(_ message: Bilingual, _ evidence: [Evidence], _ remedy: Remedy) {
        self.message = message
        self.evidence = evidence
        self.remedy = remedy
    }
}

/// A value, and where it was read: in the snapshot, or in the ledger.
public struct Evidence: Hashable, Sendable {
    /// The column, the member, or the statement.
    public let what: String
    public let value: String
    /// The file of the snapshot; nil for what stands in the ledger.
    public let file: SnapshotFile?
    public let place: Place

    /// A place in a file.
    public enum Place: Hashable, Sendable {
        case whole
        /// The row of that name in the credential report.
        case row(String)
        case line(Int)
        /// In that policy's own text.
        case policy(String, TextPosition)
        /// In that stream of the ledger.
        case stream(String)
    }

    /// A value from there.
    public init(_ what: String, _ value: String, in file: SnapshotFile, at place: Place = .whole) {
        self.what = what
        self.value = value
        self.file = file
        self.place = place
    }

    /// A value from a stream of the ledger.
    public init(_ what: String, _ value: String, onRecord stream: String) {
        self.what = what
        self.value = value
        file = nil
        place = .stream(stream)
    }

    /// `credential-report.csv, row 'jane'`; `ledger, U-12`.
    public var source: String {
        let path = file?.path ?? "ledger"
        return switch place {
        case .whole: path
        case .row(let name): "\(path), row '\(name)'"
        case .line(let line): "\(path), line \(line)"
        case .policy(let name, let position): "\(path), \(name), \(position)"
        case .stream(let name): "\(path), \(name)"
        }
    }
}

/// What to type so that a finding goes away, as it would be typed.
public struct Remedy: Hashable, Sendable {
    /// With tenure; nil if no command of tenure does it.
    public internal(set) var tenure: String?
    /// With the AWS CLI, in this order; empty if no call of AWS does it.
    public let aws: [String]
    /// What to know before, or what has to be done by hand.
    public let note: Bilingual?

    /// A remedy.
    public init(tenure: String? = nil, aws: [String] = [], note: Bilingual? = nil) {
        self.tenure = tenure
        self.aws = aws
        self.note = note
    }
}
