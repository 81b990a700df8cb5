import Lifecycle

/// Under which law an organisation stands.
public enum Regime: String, Hashable, Sendable, CaseIterable {
    case financial
    case personalData = "personal-data"

    /// Where it applies.
    public var scope: Bilingual {
        switch self {
        case .financial: Bilingual(ko: "전자금융업무", en: "electronic finance")
        case .personalData: Bilingual(ko: "개인정보 처리", en: "handling of personal data")
        }
    }
}

/// An article of Korean law that a check refers to: the one table of them, as of `asOf`.
///
/// A repealed or unverified article is no law to rely on. It is shown as a policy of the organisation's own, with what it was cited for.
public enum Article: String, Hashable, Sendable, CaseIterable {
    case electronicFinance13 = "electronic-finance-13"
    case electronicFinance32 = "electronic-finance-32"
    case protection4 = "protection-4"
    case safety5 = "safety-5"
    case safety6 = "safety-6"
    case safety8 = "safety-8"

    /// When the table was last compared with its sources.
    public static let asOf = "2026-11-21"

    /// How much an article is worth today.
    public enum Status: String, Hashable, Sendable {
        case inForce = "in force"
        case repealed
        case unverified

        /// The word in both languages.
        public var word: Bilingual {
            switch self {
            case .inForce: Bilingual(ko: "시행 중", en: "in force")
            case .repealed: Bilingual(ko: "폐지", en: "repealed")
            case .unverified: Bilingual(ko: "미확인", en: "unverified")
            }
        }
    }

    /// The regulation and the article.
    public var name: String {
        switch self {
        case .electronicFinance13: "전자금융감독규정 제13조 제1항 제1호"
        case .electronicFinance32: "전자금융감독규정 제32조 제2호 가목"
        case .protection4: "개인정보의 기술적·관리적 보호조치 기준 제4조 제8항 제3호"
        case .safety5: "개인정보의 안전성 확보조치 기준 제5조"
        case .safety6: "개인정보의 안전성 확보조치 기준 제6조 제2항"
        case .safety8: "개인정보의 안전성 확보조치 기준 제8조"
        }
    }

    /// What it asks for.
    public var matter: Bilingual {
        switch self {
        case .electronicFinance13: Bilingual(ko: "사용자계정의 등록·변경·폐기 관리", en: "registering, changing and removing user accounts")
        case .electronicFinance32: Bilingual(ko: "비밀번호의 분기별 변경", en: "quarterly change of passwords")
        case .protection4: Bilingual(ko: "비밀번호의 작성 규칙과 반기별 변경", en: "composition of passwords, changed half-yearly")
        case .safety5: Bilingual(ko: "접근 권한의 관리", en: "management of access rights")
        case .safety6: Bilingual(ko: "외부 접속 시 안전한 인증수단", en: "secure authentication when connecting from outside")
        case .safety8: Bilingual(ko: "접속기록의 보관 및 점검", en: "keeping and reviewing access records")
        }
    }

    /// Whether it can be relied on.
    public var status: Status {
        switch self {
        case .safety5: .inForce
        case .protection4: .repealed
        case .electronicFinance13, .electronicFinance32, .safety6, .safety8: .unverified
        }
    }

    /// Where it applies.
    public var regime: Regime {
        switch self {
        case .electronicFinance13, .electronicFinance32: .financial
        case .protection4, .safety5, .safety6, .safety8: .personalData
        }
    }

    /// Where the status comes from.
    public var source: String {
        switch self {
        case .electronicFinance13: "고시 제2025-4호(2025-02-05), 제2026-29호(2026-07-15)로 개정; 현행 조문 미확인"
        case .electronicFinance32: "고시 제2025-4호(2025-02-05), 제2026-29호(2026-07-15)로 개정; 분기별 변경 존속 여부 미확인"
        case .protection4: "2023-09-22 개인정보의 안전성 확보조치 기준으로 통합"
        case .safety5: "2023-09-22 시행, 2025-10-31 개정 시행; 2차 자료"
        case .safety6, .safety8: "2023년 조문, 2차 자료; 2025-10-31 개정 후 조문 미확인"
        }
    }

    /// Whether the document that tenure grew from cites it; it writes 제13호 for 제13조.
    public var isCitedBySeed: Bool {
        switch self {
        case .electronicFinance13, .electronicFinance32, .protection4: true
        case .safety5, .safety6, .safety8: false
        }
    }

    /// How it is shown: as law only if it is in force.
    public var text: Bilingual {
        switch status {
        case .inForce: Bilingual(ko: name, en: "\(name) (\(matter.en))")
        case .repealed, .unverified:
            isCitedBySeed
                ? Bilingual(
                    ko: "내부 정책(시드 인용: \(name), \(status.word.ko))", en: "internal policy (seed cites \(name), \(status.word.en))")
                : Bilingual(ko: "내부 정책(참고: \(name), \(status.word.ko))", en: "internal policy (cf. \(name), \(status.word.en))")
        }
    }
}
