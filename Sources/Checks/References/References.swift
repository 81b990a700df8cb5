import Lifecycle

/// Where a rule comes from.
public struct References: Hashable, Sendable {
    public let cis: CIS?
    public let ismsP: [ISMSP]
    public let law: [Article]
    /// What the second document that tenure grew from says about it.
    public let incident: Incident?

    /// References to standards and to law.
    public init(cis: CIS? = nil, ismsP: [ISMSP] = [], law: [Article] = [], incident: Incident? = nil) {
        self.cis = cis
        self.ismsP = ismsP
        self.law = law
        self.incident = incident
    }
}

/// The numbers of a recommendation in three editions of the CIS Amazon Web Services Foundations Benchmark; several for a group of them.
public struct CIS: Hashable, Sendable {
    public let v2: [String]
    public let v3: [String]
    public let v5: [String]

    /// A recommendation that has these numbers in 2.0.0, 3.0.0 and 5.0.0.
    public init(_ v2: String, _ v3: String, _ v5: String) { self.init([v2], [v3], [v5]) }

    /// Several recommendations.
    public init(_ v2: [String], _ v3: [String], _ v5: [String]) {
        self.v2 = v2
        self.v3 = v3
        self.v5 = v5
    }

    /// The editions with their numbers.
    public var byEdition: [(edition: String, numbers: [String])] { [("2.0.0", v2), ("3.0.0", v3), ("5.0.0", v5)] }

    /// `1.10/1.10/1.9`.
    public var text: String { byEdition.map { $0.numbers.joined(separator: ",") }.joined(separator: "/") }
}

/// A control of KISA's ISMS-P.
public enum ISMSP: String, Hashable, Sendable, CaseIterable {
    case duties = "2.2.2"
    case leaving = "2.2.5"
    case accounts = "2.5.1"
    case identification = "2.5.2"
    case authentication = "2.5.3"
    case passwords = "2.5.4"
    case privileges = "2.5.5"
    case reviews = "2.5.6"
    case encryption = "2.7.1"
    case keys = "2.7.2"
    case logs = "2.9.4"
    case logReviews = "2.9.5"
    case cloud = "2.10.2"
    case incidents = "2.11.1"

    /// KISA's title, and ours in English.
    public var title: Bilingual {
        switch self {
        case .duties: Bilingual(ko: "직무 분리", en: "separation of duties")
        case .leaving: Bilingual(ko: "퇴직 및 직무변경 관리", en: "leaving and change of duties")
        case .accounts: Bilingual(ko: "사용자 계정 관리", en: "user accounts")
        case .identification: Bilingual(ko: "사용자 식별", en: "identification of users")
        case .authentication: Bilingual(ko: "사용자 인증", en: "authentication of users")
        case .passwords: Bilingual(ko: "비밀번호 관리", en: "passwords")
        case .privileges: Bilingual(ko: "특수 계정 및 접근권한 관리", en: "special accounts and access rights")
        case .reviews: Bilingual(ko: "접근권한 검토", en: "review of access rights")
        case .encryption: Bilingual(ko: "암호정책 적용", en: "use of encryption")
        case .keys: Bilingual(ko: "암호키 관리", en: "keys")
        case .logs: Bilingual(ko: "로그 및 접속기록 관리", en: "logs and access records")
        case .logReviews: Bilingual(ko: "로그 및 접속기록 점검", en: "review of logs and access records")
        case .cloud: Bilingual(ko: "클라우드 보안", en: "cloud security")
        case .incidents: Bilingual(ko: "사고 예방 및 대응체계 구축", en: "prevention of and response to incidents")
        }
    }
}

/// An incident that made a rule's point, as it was reported.
public enum Incident: String, Hashable, Sendable, CaseIterable {
    case sixteenFined = "개인정보위, 개인정보 유출 16개 사업자에 과징금·과태료 처분"
    case administratorPassword = "\"관리자 비번 알아내 클라우드 접근…보안사고 대책 시급\""

    /// The headline and what it says in English.
    public var text: Bilingual {
        switch self {
        case .sixteenFined:
            Bilingual(
                ko: rawValue, en: "\(rawValue) (the privacy commission fined 16 companies for leaks of personal data)")
        case .administratorPassword:
            Bilingual(
                ko: rawValue, en: "\(rawValue) (somebody learned an administrator's password and entered the cloud)")
        }
    }
}
