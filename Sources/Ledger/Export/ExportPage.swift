import Lifecycle

/// A page for people, written along with the events of an export. It is a reading aid: the manifest has its digest, the events have the facts.
public struct ExportPage: Sendable {
    /// The file that it becomes: `ExportFile.page`, or one in a folder of a pack.
    public let name: String
    /// Everything before the first event.
    public let opening: String
    /// One event.
    public let row: @Sendable (LoggedEvent) -> String
    /// Everything after the last one, with what the manifest says; its files are not known yet.
    public let closing: @Sendable (ExportManifest) -> String

    /// A page out of these pieces.
    public init(
        name: String = ExportFile.page, opening: String, row: @escaping @Sendable (LoggedEvent) -> String,
        closing: @escaping @Sendable (ExportManifest) -> String
    ) {
        self.name = name
        self.opening = opening
        self.row = row
        self.closing = closing
    }
}
