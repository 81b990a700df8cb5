import IAM
import Lifecycle

/// `access-analyzer`: an analyzer looks for access from outside in every region that is in use.
struct AccessAnalyzerIsOn: Check {
    let id = CheckID.accessAnalyzer
    let severity = Severity.medium
    let references = References(cis: CIS("1.20", "1.20", "1.19"), ismsP: [.cloud])
    let title = Bilingual(ko: "사용하는 모든 리전에 외부 액세스 분석기가 있다", en: "An external access analyzer is on in every region in use")
    let explanation = Bilingual(
        ko: """
            IAM Access Analyzer는 외부에 열린 리소스를 찾아 준다. 활성 외부 액세스 분석기가 하나도 없으면 취약이고, 있는 리전은 양호이다. \
            키나 역할이 쓰인 다른 리전은 파일이 그 리전을 담지 않았을 수 있으므로 알 수 없음이다. 미사용 액세스 분석기는 세지 않는다. \
            조직의 위임 관리자 계정에 있는 분석기는 이 계정에서 보이지 않는다.
            """,
        en: """
            IAM Access Analyzer finds what is open to the outside. It fails if there is no active analyzer of external access at all; regions \
            that have one pass. Other regions in which keys or roles were used are unknown: the file may not speak of them. Analyzers of \
            unused access do not count. An analyzer in the organisation's delegated account is not seen from here.
            """)
    let reads: [SnapshotFile] = [.analyzers, .report, .details]

    func examine(_ account: ExaminedAccount, with limits: Limits) -> [Outcome] {
        account.snapshot.analyzers.known(.analyzers) {
            outcomes($0, account)
        } else: {
            [Outcome(.account, $0)]
        }
    }

    private func outcomes(_ analyzers: [AccessAnalyzer], _ account: ExaminedAccount) -> [Outcome] {
        let covered = Set(analyzers.filter { $0.isActive && $0.reportsExternalAccess }.map(\.arn.region))
        guard !covered.isEmpty else {
            let found = analyzers.map { "\($0.name) (\($0.kind), \($0.isActive ? "ACTIVE" : "not active"))" }.joined(separator: ", ")
            let evidence = Evidence("analyzers", "[\(found)]", in: .analyzers)
            let remedy = Remedy(
                aws: ["aws accessanalyzer create-analyzer --analyzer-name external-access --type ACCOUNT"],
                note: Bilingual(ko: "사용하는 리전마다 --region을 붙여 되풀이한다.", en: "repeat it with --region for every region in use"))
            let message = Bilingual(ko: "외부 액세스 분석기가 없음", en: "there is no analyzer of external access")
            return [Outcome(.account, .fail(Defect(message, [evidence], remedy)))]
        }
        let reason = Bilingual(
            ko: "이 리전에서 키나 역할이 쓰였으나 access-analyzers.json에 이 리전의 분석기가 없음",
            en: "keys or roles were used in this region, and access-analyzers.json has no analyzer of it")
        return covered.sorted().map { Outcome(.region($0), .pass) }
            + regionsInUse(account).subtracting(covered).sorted().map { Outcome(.region($0), .unknown(reason)) }
    }

    private func regionsInUse(_ account: ExaminedAccount) -> Set<String> {
        var regions: Set<String> = []
        for user in account.snapshot.users {
            for key in user.row?.keys ?? [] { key.lastUsedRegion.map { _ = regions.insert($0) } }
        }
        for role in account.snapshot.roles {
            if case .at(_, region: let region?) = role.lastUse { regions.insert(region) }
        }
        return regions.filter { $0.contains("-") }
    }
}
