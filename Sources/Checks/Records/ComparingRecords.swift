import Foundation
import IAM
import Lifecycle

/// Going through the ledger's side: without a ledger every verdict is unknown.
extension ExaminedAccount {
    /// The outcomes of a comparison with the ledger.
    func comparing(_ judge: (AccountRecords) -> [Outcome]) -> [Outcome] {
        guard let records else { return [Outcome(.account, .unknown(.withoutLedger))] }
        return judge(records)
    }

    /// One outcome for each record whose life has not ended; passes for an account that has none.
    func eachLivingRecord(_ judge: (UserOnRecord, AccountRecords) -> Verdict) -> [Outcome] {
        comparing { records in
            let living = records.living
            guard !living.isEmpty else { return [Outcome(.account, .notApplicable(.noRecords))] }
            return living.map { Outcome($0.subject, judge($0, records)) }
        }
    }

    /// The user of a record, as the snapshot shows it: found by IAM's own id, whatever it is called now.
    func user(of record: UserRecord) -> SnapshotUser? { record.userID.flatMap { places[$0] }.map { snapshot.users[$0] } }
}

extension Evidence {
    /// Something that the ledger says of a record.
    static func record(_ user: UserOnRecord, _ what: String, _ value: String) -> Evidence {
        Evidence(what, value, onRecord: user.record.id.description)
    }

    static func record(_ user: UserOnRecord, _ what: String, _ date: Date?) -> Evidence {
        record(user, what, date.map(ReportTime.text) ?? "never")
    }

    /// That a user is in the account.
    static func there(_ user: SnapshotUser) -> Evidence {
        Evidence("UserId", user.detail.user.id.text, in: .details, at: .line(user.line))
    }
}

extension Remedy {
    /// The call that looks in CloudTrail for who did something to a user.
    static func whoChanged(_ user: UserName) -> String {
        "aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=ResourceName,AttributeValue=\(user)"
    }
}

extension Bilingual {
    static let withoutLedger = Bilingual(
        ko: "관리 대상이 아닌 계정이어서 비교할 원장이 없음", en: "the account is not under management here, so there is no ledger to compare it with")
    static let noRecords = Bilingual(ko: "기록된 사용자가 없음", en: "no user of the account is on record")

    /// The ledger has gone on since the snapshot was taken.
    static func moved(_ user: UserOnRecord) -> Bilingual {
        Bilingual(
            ko: "스냅샷 이후에 \(user.record.id)의 기록이 바뀜: 다시 읽어야 함",
            en: "\(user.record.id) has moved on since the snapshot was taken: pull another")
    }
}
