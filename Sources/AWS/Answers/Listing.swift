import IAM

extension XMLNode {
    /// A page of a listing: every member of the list, decoded, and where to go on.
    ///
    /// The list must be there even if it is empty, and `IsTruncated` must come with a new marker: what looks short is an error.
    func page<Item: Sendable>(
        _ list: String, after marker: Marker?, _ decode: (XMLNode) throws(AnswerFault) -> Item
    ) throws(AnswerFault) -> Page<Item> {
        var items: [Item] = []
        for member in try members(list) { items.append(try decode(member)) }
        return Page(items, next: try next(after: marker))
    }

    /// Where a listing goes on; nil after its last page.
    func next(after marker: Marker?) throws(AnswerFault) -> Marker? {
        let next = optionalText("Marker")
        guard try flag("IsTruncated") ?? (next != nil) else { return nil }
        guard let next else { throw AnswerFault("the listing is truncated and has no marker") }
        guard next != marker?.text else { throw AnswerFault("the listing goes on where it began") }
        return Marker(next)
    }

    /// The tags, which AWS leaves out when there are none.
    func tags() throws(AnswerFault) -> [Tag] {
        var tags: [Tag] = []
        for member in optionalMembers("Tags") { tags.append(Tag(try member.text("Key"), try member.text("Value"))) }
        return tags
    }

    /// A policy that is attached to a user or a group.
    func attachedPolicy() throws(AnswerFault) -> AttachedPolicy {
        AttachedPolicy(name: try checked("PolicyName"), arn: try arn("PolicyArn"))
    }

    /// A user, as every call describes it.
    func user() throws(AnswerFault) -> User {
        User(
            name: try checked("UserName"), id: try checked("UserId"), path: try checked("Path"), arn: try arn("Arn"),
            created: try needDate("CreateDate"), passwordLastUsed: try date("PasswordLastUsed"), tags: try tags(),
            boundary: try child("PermissionsBoundary")?.arn("PermissionsBoundaryArn"))
    }
}

/// The parameters that every paged listing takes.
func paging(_ marker: Marker?, size: Int = 1000) -> [(name: String, value: String?)] {
    [("MaxItems", String(size)), ("Marker", marker?.text)]
}

/// The parameters of the tags that a call gives.
func parameters(_ tags: [Tag]) -> [(name: String, value: String?)] {
    tags.enumerated().flatMap { index, tag in
        [("Tags.member.\(index + 1).Key", tag.key), ("Tags.member.\(index + 1).Value", tag.value)]
    }
}
