import IAM
import Lifecycle

/// Something that a user can do and that is dangerous in itself, whoever approved it.
public struct Danger: Sendable {
    public let kind: Kind
    /// What exactly, as sentences about the user.
    public let sentences: [Bilingual]
    /// The statements that open it.
    public let statements: [StatementReference]
    /// Why it is not certain; nil if it is.
    public let doubt: Bilingual?

    /// The kinds, the worst first: the order in which users are ranked.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Comparable {
        case administrator
        case escalation
        case withoutMFA = "without-mfa"
        case audit
        case data

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .administrator: 0
            case .escalation: 1
            case .withoutMFA: 2
            case .audit: 3
            case .data: 4
            }
        }

        /// One word for tables.
        public var word: Bilingual {
            switch self {
            case .administrator: Bilingual(ko: "관리자", en: "administrator")
            case .escalation: Bilingual(ko: "권한상승", en: "escalation")
            case .withoutMFA: Bilingual(ko: "MFA없음", en: "no-mfa")
            case .audit: Bilingual(ko: "감사중단", en: "audit")
            case .data: Bilingual(ko: "데이터", en: "data")
            }
        }
    }

    init(_ kind: Kind, _ sentences: [Bilingual], _ statements: [StatementReference] = [], doubt: Bilingual? = nil) {
        self.kind = kind
        self.sentences = sentences
        self.statements = statements
        self.doubt = doubt
    }

    /// Whether it is there whatever a snapshot does not show.
    public var isCertain: Bool { doubt == nil }
}

/// The dangers in what a user can do.
struct DangerSurvey {
    let account: ExaminedAccount
    private let administration: [Probe]
    private let audit: [Probe]
    private let data: [(kind: DataReach, probe: [Probe])]

    init(_ account: ExaminedAccount) {
        self.account = account
        administration = Probe.administration(in: account)
        audit = Probe.audit(in: account)
        data = DataReach.allCases.map { ($0, $0.probe(in: account)) }
    }

    /// The dangers of a user as the snapshot has them; the worst first. An administrator's other permissions go without saying.
    func dangers(of user: SnapshotUser, _ standing: Standing) -> [Danger] {
        var dangers = [administrator(standing.administration), withoutMFA(standing.proof)]
        if case .allowed = standing.administration { return dangers.compactMap(\.self).sorted { $0.kind < $1.kind } }
        dangers += [escalation(account.escalation(of: user.name, standing)), self.audit(standing.audit)]
        if standing.mayReadData { dangers.append(readsData(user, account.snapshot.principal(user))) }
        return dangers.compactMap(\.self).sorted { $0.kind < $1.kind }
    }

    /// The kinds that are certain for a user who holds something else than in the snapshot.
    func kinds(of user: SnapshotUser) -> Set<Danger.Kind> {
        let principal = account.snapshot.principal(user)
        var kinds: Set<Danger.Kind> = []
        var proving = DutyProving(account.snapshot)
        if case .refuted = proving.proof(of: user, principal) { kinds.insert(.withoutMFA) }
        if case .allowed = account.reach(of: user, principal, all: administration) { return kinds.union([.administrator]) }
        if case .allowed = account.reach(of: user, principal, any: audit) { kinds.insert(.audit) }
        if readsData(user, principal)?.isCertain == true { kinds.insert(.data) }
        if account.escalates(user, principal) { kinds.insert(.escalation) }
        return kinds
    }

    private func administrator(_ reach: Reach) -> Danger? {
        let what = Bilingual(ko: "전체 관리자임", en: "is a full administrator")
        return danger(.administrator, [what], reach, Bilingual(ko: "전체 관리자인지", en: "whether this is a full administrator"))
    }

    private func audit(_ reach: Reach) -> Danger? {
        let what = Bilingual(ko: "감사 기록을 끌 수 있음", en: "can switch off the audit trail")
        return danger(.audit, [what], reach, Bilingual(ko: "감사 기록을 끌 수 있는지", en: "whether the audit trail can be switched off"))
    }

    private func danger(_ kind: Danger.Kind, _ sentences: [Bilingual], _ reach: Reach, _ matter: Bilingual) -> Danger? {
        switch reach {
        case .denied: nil
        case .allowed(let statements): Danger(kind, sentences, statements)
        case .depends(let keys): Danger(kind, sentences, doubt: .depends(on: keys, matter))
        case .unseen(let policies): Danger(kind, sentences, doubt: .unreadable(policies))
        }
    }

    private func escalation(_ escalation: Escalation) -> Danger? {
        switch escalation {
        case .none: return nil
        case .unseen(let policies):
            let what = Bilingual(ko: "관리자가 될 수 있음", en: "can become administrator")
            return Danger(.escalation, [what], doubt: .unreadable(policies))
        case .depends(let route, let keys):
            return Danger(.escalation, [route.claim], doubt: .depends(on: keys, Bilingual(ko: "관리자가 될 수 있는지", en: "whether that is open")))
        case .open(let routes):
            return Danger(.escalation, routes.map(\.claim), routes.statements)
        }
    }

    private func withoutMFA(_ proof: DutyProof) -> Danger? {
        switch proof {
        case .proved, .noWayIn: nil
        case .unknown(let reason):
            Danger(.withoutMFA, [Bilingual(ko: "MFA 없이 무언가를 할 수 있음", en: "can act without MFA")], doubt: reason)
        case .refuted(let example): Danger(.withoutMFA, [example.message], example.evaluation.statements)
        }
    }

    private func readsData(_ user: SnapshotUser, _ principal: SnapshotPrincipal) -> Danger? {
        var (open, statements, doubt): ([Bilingual], [StatementReference], Bilingual?) = ([], [], nil)
        for (kind, probe) in data {
            let sentence = Bilingual(ko: "\(kind.word.ko)을(를) 읽을 수 있음", en: "can read \(kind.word.en)")
            switch account.reach(of: user, principal, all: probe) {
            case .denied: break
            case .allowed(let found):
                open.append(sentence)
                statements += found.filter { !statements.contains($0) }
            case .depends(let keys):
                doubt = doubt ?? .depends(on: keys, Bilingual(ko: "데이터를 읽을 수 있는지", en: "whether \(kind.word.en) can be read"))
            case .unseen(let policies): doubt = doubt ?? .unreadable(policies)
            }
        }
        if !open.isEmpty { return Danger(.data, open, statements) }
        return doubt.map { Danger(.data, [Bilingual(ko: "데이터를 읽을 수 있음", en: "can read data")], doubt: $0) }
    }
}

extension EscalationRoute {
    /// The route as a sentence about the user.
    fileprivate var claim: Bilingual { Bilingual(ko: "관리자가 될 수 있음: \(sentence.ko)", en: "can become administrator: \(sentence.en)") }
}

extension [EscalationRoute] {
    /// The statements that open them, each once.
    var statements: [StatementReference] {
        var statements: [StatementReference] = []
        for statement in flatMap(\.steps).flatMap(\.statements) where !statements.contains(statement) { statements.append(statement) }
        return statements
    }
}
