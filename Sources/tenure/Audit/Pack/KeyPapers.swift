import Engine
import Foundation
import Ledger
import Lifecycle

/// The public keys that signed the history, and what witnesses have signed of it.
struct KeyPapers {
    let place: Workplace

    func papers() throws -> [PackPaper] {
        let keys = try place.ledger.logKeys()
        let sheets = Sheet.papers("keys/keys", PackWords.keys, in: place) { sheet(keys, $0) }
        let notes = try everyPage { try place.ledger.checkpoints(after: $0?.size ?? 0, limit: 500) }
        let witnessed = try notes.filter { try $0.read().note.signatures.contains { $0.time != nil } }
        return sheets + witnessed.map { PackPaper("witnesses/checkpoint-\($0.size)", PackWords.witness, $0.note) }
    }

    private func sheet(_ keys: [DatedKey], _ language: Language) -> Sheet {
        Sheet(
            language: language, title: Bilingual(ko: "이력에 서명한 공개 키", en: "The public keys that signed the history")[language],
            remarks: [
                Bilingual(
                    ko: "미리 받아 둔 키와 비교한다. 이 목록만으로는 아무것도 증명되지 않는다. 키가 바뀐 곳에는 두 키가 서명한 handover 파일이 있다.",
                    en:
                        "Compare them with the key that was handed to you beforehand: this list alone proves nothing. Where a key was replaced, a handover file is signed by both."
                )[
                    language]
            ],
            columns: language == .korean ? ["사건", "부터", "정한 사람", "공개 키"] : ["from event", "since", "set by", "public key"],
            rows: keys.map { [.number($0.seq), .time($0.at), .text(place.name(of: $0.by)), .text($0.key.text)] })
    }
}
