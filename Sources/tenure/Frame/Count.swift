/// Numbers of things, as people write them.
enum Count {
    /// `1 user`, `2 users`.
    static func of(_ count: Int, _ thing: String) -> String { "\(count) \(thing)\(count == 1 ? "" : "s")" }
}
