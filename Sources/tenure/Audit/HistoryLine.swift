import Ledger
import Lifecycle

/// An event as an entry of the history: its number, when, in which stream, then who did what, to whom, and why.
struct HistoryLine {
    let logged: LoggedEvent
    let place: Workplace
    /// The columns of the number and of the stream, where entries stand below each other; otherwise as wide as they are.
    var widths = (seq: 0, stream: 0)

    /// The entry, folded at that many columns; on one line if there is no end to it.
    func text(width: Int?) -> String {
        let recorded = logged.recorded
        let (seq, stream) = (Width.pad("\(logged.seq)", to: widths.seq), Width.pad(recorded.stream, to: widths.stream))
        let head = "\(seq)  \(place.text(recorded.at))  \(stream)  "
        return Width.fold(EventTelling(place: place).line(recorded), after: head, to: width) + "\n"
    }

    /// Entries below each other, and what is to be known of texts that are gone.
    static func text(of events: [LoggedEvent], width: Int, in place: Workplace) -> String {
        let widths = (seq: events.map { "\($0.seq)".count }.max() ?? 0, stream: events.map { Width.of($0.recorded.stream) }.max() ?? 0)
        let lines = events.map { HistoryLine(logged: $0, place: place, widths: widths).text(width: width) }.joined()
        let erased = events.reduce(0) { $0 + $1.erased }
        guard erased > 0 else { return lines }
        return lines
            + "\(Count.of(erased, "text")) of these events \(erased == 1 ? "was" : "were") erased: what the events say instead proves what stood there\n"
    }
}
