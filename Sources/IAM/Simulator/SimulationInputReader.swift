extension SimulationInput {
    /// Reads what `--cli-input-json` takes. A member that the AWS CLI does not know is refused by its name; empty texts, as in
    /// the CLI's skeletons, count as not given.
    public init(json: String) throws(SimulationError) {
        let root: JSONNode
        do {
            root = try JSONReader.readAny(json)
        } catch {
            throw SimulationError(.parameters, "not JSON: \(error)")
        }
        try self.init(InputObject(root, named: "input", members: Self.members))
    }

    private init(_ input: InputObject) throws(SimulationError) {
        for required in ["PolicyInputList", "ActionNames"] where !input.has(required) {
            throw SimulationError(.parameters, "missing required parameter in input: \"\(required)\"")
        }
        policies = try input.texts("PolicyInputList")
        boundaries = try input.texts("PermissionsBoundaryPolicyInputList")
        for level in try input.objects("OrderedOrganizationPolicyInputList", members: ["ServiceControlPolicyInputList"]) {
            controlLevels.append(try level.texts("ServiceControlPolicyInputList"))
        }
        actions = try input.texts("ActionNames")
        resources = try input.texts("ResourceArns").filter { !$0.isEmpty }
        context = try Self.keys(of: input)
        caller = try input.text("CallerArn")
        resourcePolicy = try input.text("ResourcePolicy")
        resourceOwner = try input.text("ResourceOwner")
        // They page and choose a scenario at AWS; here every answer is whole, and the resources are those that are given.
        _ = (try input.text("ResourceHandlingOption"), try input.text("Marker"), try input.number("MaxItems"))
    }

    /// Reads the entries of `ContextEntries` alone: a list of objects, or one.
    public static func keys(json: String) throws(SimulationError) -> [SimulatedKey] {
        do {
            let entries = JSONMember("ContextEntries", try JSONReader.readAny(json))
            return try keys(of: InputObject(JSONNode(.object([entries])), named: "input", members: ["ContextEntries"]))
        } catch let error as PolicySyntaxError {
            throw SimulationError(.parameters, "not JSON: \(error)")
        } catch let error as SimulationError {
            throw error
        } catch {
            throw SimulationError(.parameters, "\(error)")
        }
    }

    private static func keys(of input: InputObject) throws(SimulationError) -> [SimulatedKey] {
        var keys: [SimulatedKey] = []
        for entry in try input.objects("ContextEntries", members: ["ContextKeyName", "ContextKeyValues", "ContextKeyType"]) {
            keys.append(
                SimulatedKey(
                    name: try entry.text("ContextKeyName") ?? "", type: try entry.text("ContextKeyType"),
                    values: try entry.texts("ContextKeyValues")))
        }
        return keys.filter { !$0.isBlank }
    }

    private static let members = [
        "PolicyInputList", "PermissionsBoundaryPolicyInputList", "ActionNames", "ResourceArns", "ResourcePolicy", "ResourceOwner",
        "CallerArn", "ContextEntries", "ResourceHandlingOption", "MaxItems", "Marker", "OrderedOrganizationPolicyInputList",
    ]
}

/// An object of an input, whose members are all known.
private struct InputObject {
    private let name: String
    private let members: [String: JSONNode]

    init(_ node: JSONNode, named name: String, members known: [String]) throws(SimulationError) {
        guard case .object(let members) = node.value else { throw Self.wrongKind(of: name, node, wanted: "an object") }
        for member in members where !known.contains(member.key) {
            throw SimulationError(
                .parameters, "unknown parameter in \(name): \"\(member.key)\", must be one of: \(known.joined(separator: ", "))")
        }
        self.name = name
        self.members = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Whether the member is there, and is not null.
    func has(_ member: String) -> Bool { node(member) != nil }

    /// A text; nil if there is none, or an empty one.
    func text(_ member: String) throws(SimulationError) -> String? {
        guard let node = node(member) else { return nil }
        guard case .string(let text) = node.value else { throw wrongKind(member, node, "a string") }
        return text.isEmpty ? nil : text
    }

    /// A list of texts; empty if there is none.
    func texts(_ member: String) throws(SimulationError) -> [String] {
        guard let node = node(member) else { return [] }
        guard case .array(let items) = node.value else { throw wrongKind(member, node, "a list of strings") }
        var texts: [String] = []
        for item in items {
            guard case .string(let text) = item.value else { throw wrongKind(member, item, "a list of strings") }
            texts.append(text)
        }
        return texts
    }

    /// A number; nil if there is none.
    func number(_ member: String) throws(SimulationError) -> String? {
        guard let node = node(member) else { return nil }
        guard case .number(let text) = node.value else { throw wrongKind(member, node, "a number") }
        return text
    }

    /// A list of objects, or one; empty if there is none.
    func objects(_ member: String, members: [String]) throws(SimulationError) -> [InputObject] {
        guard let node = node(member) else { return [] }
        var objects: [InputObject] = []
        for (index, item) in node.items.enumerated() {
            objects.append(try InputObject(item, named: "\(member)[\(index)]", members: members))
        }
        return objects
    }

    private func node(_ member: String) -> JSONNode? {
        guard let node = members[member] else { return nil }
        if case .null = node.value { return nil }
        return node
    }

    private func wrongKind(_ member: String, _ node: JSONNode, _ wanted: String) -> SimulationError {
        Self.wrongKind(of: name == "input" ? member : "\(name).\(member)", node, wanted: wanted)
    }

    private static func wrongKind(of name: String, _ node: JSONNode, wanted: String) -> SimulationError {
        SimulationError(.parameters, "invalid type for parameter \(name): it must be \(wanted), not \(node.value.noun)")
    }
}
