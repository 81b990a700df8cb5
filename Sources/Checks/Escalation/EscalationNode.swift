import IAM
import Lifecycle

/// Who can be an administrator, or become one.
enum EscalationNode: Hashable, Sendable {
    case user(UserName)
    case role(RoleName)

    var name: String {
        switch self {
        case .user(let name): name.text
        case .role(let name): name.text
        }
    }
}

/// One step on the way to administrator, and what makes it possible.
public struct EscalationStep: Sendable {
    public let path: EscalationPath
    /// The user, group, role or policy that it is about.
    public let name: String
    /// The statements that allow its calls; empty if it only may be allowed.
    public let statements: [StatementReference]
    /// The keys on whose values it depends.
    public let keys: [ContextKey]
    let isConditional: Bool

    init(_ path: EscalationPath, _ name: String, _ ability: Ability) {
        self.path = path
        self.name = name
        statements = ability.statements
        keys = ability.keys
        isConditional = if case .maybe = ability { true } else { false }
    }

    /// The step as a sentence without its subject.
    public var sentence: Bilingual { path.sentence(name) }
}

/// A way to administrator: the steps in their order.
public struct EscalationRoute: Sendable {
    public let steps: [EscalationStep]
    /// The user or role that is administrator; nil if it is the one who began.
    public let administrator: String?

    /// The whole way in one sentence.
    public var sentence: Bilingual {
        let end =
            administrator.map { Bilingual(ko: " (\($0): 전체 관리자)", en: ", and \($0) is administrator") } ?? Bilingual(ko: "", en: "")
        return Bilingual(
            ko: steps.map(\.sentence.ko).joined(separator: " → ") + end.ko,
            en: steps.map(\.sentence.en).joined(separator: ", then ") + end.en)
    }

    /// The first step's path, by which the route is known.
    public var id: String { steps.first?.path.id ?? "" }
}

/// What is known of a user's ways to administrator.
public enum Escalation: Sendable {
    /// None is open, or the user is administrator already.
    case none
    /// These are open: one for each first step.
    case open([EscalationRoute])
    /// One is open if conditions hold of which a snapshot shows nothing.
    case depends(EscalationRoute, on: [ContextKey])
    /// Policies that apply cannot be read.
    case unseen([UnreadablePolicy])
}
