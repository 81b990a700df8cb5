import Dispatch
import Synchronization

/// Work on many things of which none depends on another, on two threads at once.
enum Abreast {
    /// What is made of some things part by part, in their order: the same as is made of all of them in one part.
    ///
    /// Fewer than `worthwhile` in a part are not worth a thread.
    static func made<Item: Sendable, Made: Sendable>(
        of items: ArraySlice<Item>, worthwhile: Int, _ make: @Sendable (ArraySlice<Item>) -> [Made]
    ) -> [Made] {
        guard items.count >= 2 * worthwhile else { return make(items) }
        let middle = items.startIndex + items.count / 2
        let parts = [items[..<middle], items[middle...]]
        let made = Mutex<[[Made]]>([[], []])
        DispatchQueue.concurrentPerform(iterations: parts.count) { place in
            let part = make(parts[place])
            made.withLock { $0[place] = part }
        }
        return made.withLock { $0.flatMap(\.self) }
    }
}
