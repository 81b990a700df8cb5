import IAM
import Lifecycle

/// Whether a reader can do what a guide says, in its order: every call of every step is decided as AWS would decide it at that moment.
public enum GuideProof: Hashable, Sendable {
    /// Every call is allowed, so many of them, and at the end all is done that the guide is for.
    case proved(calls: Int)
    case refuted(GuideRefutation)

    /// Walks the guide of that kind and language as that reader, under those policies. The templates are those of the home.
    public init(
        of kind: GuideKind, _ language: Language, for reader: GuideReader, under policies: GuidePolicies, templates: Templates
    ) throws(GuideError) {
        let set = templates.set
        let name = TemplateFile.name(of: kind.templateBase, language)
        guard let file = set.file(name) else { throw .missingTemplate(name) }
        let script = GuideScript(file, in: set)
        if let finding = script.findings.first {
            self = .refuted(GuideRefutation(place: nil, obstacle: .undeclared(finding)))
            return
        }
        var walk = GuideWalk(reader: reader, policies: policies)
        for step in script.steps {
            guard let refutation = walk.take(step) else { continue }
            self = .refuted(refutation)
            return
        }
        self = walk.shortfall(of: kind).map { .refuted($0) } ?? .proved(calls: walk.callCount)
    }

    /// Why it was refuted; nil if it was proved.
    public var refutation: GuideRefutation? {
        if case .refuted(let refutation) = self { refutation } else { nil }
    }
}

/// Why a guide cannot be followed: the first thing in the way.
public struct GuideRefutation: Hashable, Sendable, CustomStringConvertible {
    /// The step; nil if it is about the guide as a whole.
    public let place: GuidePlace?
    public let obstacle: GuideObstacle

    public var description: String { place.map { "\($0): \(obstacle)" } ?? "\(obstacle)" }

    /// The template and the line in it that it is about; nil for a guide as a whole.
    public var source: (file: String, line: Int)? {
        if case .undeclared(let finding) = obstacle { return (finding.file, finding.line) }
        return place.map { ($0.file, $0.line) }
    }

    /// The call that is not allowed, if it is one.
    public var denial: Denial? {
        if case .denied(let denial, _) = obstacle { denial } else { nil }
    }

    /// What to change.
    public var remedy: String {
        switch obstacle {
        case .denied(_, let remedy): remedy.description
        case .noCredentials(_, true): "declare 'establishes: signed-in' in a step before it, and have the text say so"
        case .noCredentials(_, false): "declare 'establishes: mfa-session' in a step before it, and have the text say so"
        case .unfinished(let missing): missing.remedy
        case .undeclared(let finding): finding.remedy
        }
    }
}

/// A step of a guide, by its text.
public struct GuidePlace: Hashable, Sendable, CustomStringConvertible {
    public let file: String
    public let line: Int
    /// As the text numbers it.
    public let step: Int
    /// As the front matter calls it.
    public let id: String

    init(_ step: ScriptStep) {
        file = step.file
        line = step.line
        self.step = step.declared.number
        id = step.declared.id
    }

    public var description: String { "step \(step) '\(id)' (\(file):\(line))" }
}

/// What stands in a reader's way.
public enum GuideObstacle: Hashable, Sendable, CustomStringConvertible {
    /// A policy does not let them.
    case denied(Denial, remedy: GuideRemedy)
    /// Nobody is signed in at that step, or there is no session with MFA.
    case noCredentials(DeclaredCall, isConsole: Bool)
    /// Something that the guide is for is not done at its end, or not by the step that needs it.
    case unfinished(Missing)
    /// The template does not say what its steps need.
    case undeclared(TemplateFinding)

    /// What a guide is for.
    public enum Missing: Hashable, Sendable {
        case device
        case signInWithMFA
        case ownPassword

        var remedy: String {
            switch self {
            case .device: "declare the step that enrols the device, with 'establishes: device-enrolled'"
            case .signInWithMFA: "have the person sign out and in again after enrolling: 'establishes: signed-out', then 'signed-in'"
            case .ownPassword: "have the person change the password at the end, with 'establishes: password-changed'"
            }
        }
    }

    public var description: String {
        switch self {
        case .denied(let denial, _): "\(denial)"
        case .noCredentials(let call, true): "\(call): nobody is signed in to the console"
        case .noCredentials(let call, false): "\(call): there is no session with MFA"
        case .unfinished(.device): "no device is enrolled"
        case .unfinished(.signInWithMFA): "at its end the person is not signed in with MFA: MFA counts from the next sign-in on"
        case .unfinished(.ownPassword): "at its end the password is still the one that an administrator knows"
        case .undeclared(let finding): "\(finding)"
        }
    }
}

/// A call that is not allowed, and the statements that say so.
public struct Denial: Hashable, Sendable, CustomStringConvertible {
    /// As the front matter declares it.
    public let call: DeclaredCall
    /// The ARN for which it was asked, or `*`.
    public let resource: String
    public let decision: Evaluation.Decision
    /// Those that deny, or that are in doubt; empty where nothing allows the call.
    public let statements: [StatementReference]

    init(_ call: DeclaredCall, on resource: RequestedResource, _ evaluation: Evaluation) {
        self.call = call
        self.resource = resource.text
        decision = evaluation.decision
        statements = evaluation.statements
    }

    public var description: String { "\(call): \(reason)" }

    /// Which statement says no.
    public var reason: String {
        let named = statements.map(\.description).joined(separator: "; ")
        return switch decision {
        case .explicitDeny: statements.isEmpty ? "denied by IAM itself, whatever the policies say" : "denied by \(named)"
        case .implicitDeny, .allowed: "no statement allows it"
        case .undetermined: "AWS's answer cannot be told, because of \(named)"
        }
    }
}

/// What would let a denied call through.
public enum GuideRemedy: Hashable, Sendable, CustomStringConvertible {
    case signInWithMFAFirst
    case meanUsersWithPath
    case nameDevice
    case allow

    public var description: String {
        switch self {
        case .signInWithMFAFirst: "move the step behind the one that signs in with MFA: the call is allowed from then on"
        case .meanUsersWithPath: "the policy means users without a path alone; use one that names 'user/*/${aws:username}', too"
        case .nameDevice: "have the device called {{deviceName}}: that name is allowed"
        case .allow: "allow the call in the policy at that moment, or take it out of the step"
        }
    }
}
