import Foundation
import IAM
import Lifecycle

/// One line of an export's events: number, leaf, canonical bytes, and the texts that were committed to.
struct ExportedLine {
    let seq: Int
    let body: Data
    let texts: [RevealedText]

    /// Reads a line; every byte of it must be as it was written. Its leaf is that of its bytes, each text the one that the event
    /// committed to.
    init(_ line: Data) throws(NoteError) {
        guard let seq = Self.number(in: line), let begin = line.range(of: Data(#","event":"#.utf8)),
            let end = line.range(of: Data(#","texts":{"#.utf8), options: .backwards), begin.upperBound <= end.lowerBound,
            let texts = Self.texts(in: Data(line[(end.upperBound - 1)...].dropLast()))
        else { throw .malformed(what: "line of an export", reason: "it is not written as exports are") }
        self.seq = seq
        self.body = Data(line[begin.upperBound..<end.lowerBound])
        let commitments = Commitments.all(in: body)
        self.texts = commitments.compactMap { texts[$0] }
        guard EventExport.json(seq: seq, leaf: TreeHash.leaf(of: body).data, body: body, texts: self.texts) == line + [0x0A] else {
            throw .untrue(reason: "event \(seq) is not written as it was, or its leaf is another")
        }
        for text in self.texts where Sealed.commitment(of: text.text, salt: Array(text.salt)) != text.commitment {
            throw .untrue(reason: "event \(seq) was not about the text that stands beside it")
        }
    }

    /// The event with its texts, as the ledger would give it.
    func logged() throws(NoteError) -> LoggedEvent {
        let known = Dictionary(texts.map { ($0.commitment, $0.text) }) { first, _ in first }
        guard let recorded = try? Canonical.value(Recorded.self, from: body, unsealer: Unsealer { known[$0] }) else {
            throw .untrue(reason: "event \(seq) cannot be read")
        }
        return LoggedEvent(seq: seq, recorded: recorded, about: nil, leaf: TreeHash.leaf(of: body).data, body: body, texts: texts)
    }

    private static func number(in line: Data) -> Int? {
        let opening = Data(#"{"seq":"#.utf8)
        guard line.starts(with: opening) else { return nil }
        return Int(String(decoding: line.dropFirst(opening.count).prefix { (0x30...0x39).contains($0) }, as: UTF8.self))
    }

    private struct Text: Decodable {
        let salt: String
        let text: String
    }

    private static func texts(in json: Data) -> [String: RevealedText]? {
        guard let texts = try? JSONDecoder().decode([String: Text].self, from: json) else { return nil }
        return Dictionary(
            uniqueKeysWithValues: texts.map { commitment, text in
                (commitment, RevealedText(commitment: commitment, salt: Data(hexadecimal: text.salt) ?? Data(), text: text.text))
            })
    }
}
