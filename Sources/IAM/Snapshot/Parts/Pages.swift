/// The answers in a file: the CLI writes one, whose lists hold all pages; a loop over pages writes one after another, and `jq -s` a list
/// of them.
struct Pages {
    /// Goes through every answer; the body is given each member. The last answer must be the last page.
    static func read(
        _ source: SnapshotBytes, of file: SnapshotFile, _ body: (inout JSONCursor, String) throws -> Void
    ) throws {
        var cursor = try JSONCursor(source, of: file)
        guard try !cursor.isDone() else { throw cursor.error(.empty) }
        var isTruncated = false
        while try !cursor.isDone() {
            if try cursor.kind() == UInt8(ascii: "[") {
                try cursor.array { cursor in isTruncated = try page(&cursor, body) }
            } else {
                isTruncated = try page(&cursor, body)
            }
        }
        guard !isTruncated else { throw SnapshotError(.onePageOfSeveral, in: file) }
    }

    // `NextToken` is what the CLI itself adds where --max-items has cut.
    private static func page(
        _ cursor: inout JSONCursor, _ body: (inout JSONCursor, String) throws -> Void
    ) throws -> Bool {
        var isTruncated = false
        try cursor.object { cursor, name in
            switch name {
            case "IsTruncated": isTruncated = try cursor.flag()
            case "NextToken", "nextToken":
                guard try !cursor.takesNull() else { return }
                isTruncated = true
                try cursor.skip()
            default: try body(&cursor, name)
            }
        }
        return isTruncated
    }
}
