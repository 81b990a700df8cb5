/// An answer that is not as AWS documents it: broken off, not XML, or without a field that must be there.
struct AnswerFault: Error, Hashable, CustomStringConvertible {
    /// What is wrong with it, for a message: `the answer breaks off`.
    let description: String

    init(_ description: String) { self.description = description }
}
