import ArgumentParser
import Foundation
import IAM

/// The options of `aws iam simulate-custom-policy`.
struct SimulationOptions: ParsableArguments {
    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("Identity policies.", valueName: "policy"))
    var policyInputList: [String] = []

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("The permissions boundary; at most one.", valueName: "policy"))
    var permissionsBoundaryPolicyInputList: [String] = []

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("What is done: s3:GetObject.", valueName: "action"))
    var actionNames: [String] = []

    @Option(name: .long, parsing: .upToNextOption, help: ArgumentHelp("What it is done to; otherwise '*'.", valueName: "arn"))
    var resourceArns: [String] = []

    @Option(name: .long, help: ArgumentHelp("The policy on the resource; --caller-arn says who comes to it.", valueName: "policy"))
    var resourcePolicy: String?

    @Option(name: .long, help: ArgumentHelp("An ARN of the account that owns the resource, if not the caller's.", valueName: "arn"))
    var resourceOwner: String?

    @Option(name: .long, help: ArgumentHelp("The user, group or role that calls.", valueName: "arn"))
    var callerArn: String?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(
            "Keys of the request: ContextKeyName=…,ContextKeyValues=…,ContextKeyType=… with one of string, numeric, boolean, ip, binary, "
                + "date, or a list of them: stringList. As JSON, too.", valueName: "entry"))
    var contextEntries: [String] = []

    @Option(name: .long, help: ArgumentHelp("Taken and ignored: the resources are those that are given.", valueName: "scenario"))
    var resourceHandlingOption: String?

    @Option(name: .long, help: ArgumentHelp("Taken and ignored, as --marker: there are no pages.", valueName: "n"))
    var maxItems: Int?

    @Option(name: .long, help: .hidden) var marker: String?

    /// Whether any was given.
    var areAny: Bool {
        let lists = [policyInputList, permissionsBoundaryPolicyInputList, actionNames, resourceArns, contextEntries]
        let texts = [resourcePolicy, resourceOwner, callerArn, resourceHandlingOption, marker]
        return lists.contains { !$0.isEmpty } || texts.contains { $0 != nil } || maxItems != nil
    }

    /// The input with what the options say in place of what it said.
    func applied(to given: SimulationInput?) throws -> SimulationInput {
        if given == nil {
            for (name, list) in [("--policy-input-list", policyInputList), ("--action-names", actionNames)] where list.isEmpty {
                throw SimulationError(.parameters, "the following arguments are required: \(name)")
            }
        }
        var input = given ?? SimulationInput()
        if !policyInputList.isEmpty { input.policies = try texts(policyInputList) }
        if !permissionsBoundaryPolicyInputList.isEmpty { input.boundaries = try texts(permissionsBoundaryPolicyInputList) }
        if !actionNames.isEmpty { input.actions = try texts(actionNames) }
        if !resourceArns.isEmpty { input.resources = try texts(resourceArns) }
        if !contextEntries.isEmpty { input.context = try contextEntries.flatMap(Self.keys) }
        if let resourcePolicy { input.resourcePolicy = try InputFile.value(resourcePolicy) }
        if let resourceOwner { input.resourceOwner = resourceOwner }
        if let callerArn { input.caller = callerArn }
        return input
    }

    /// The values of a list: as words, or all of them as one JSON list.
    private func texts(_ words: [String]) throws -> [String] {
        let values = try words.map { try InputFile.value($0) }
        guard values.count == 1, let only = values.first, only.drop(while: \.isWhitespace).first == "[" else { return values }
        guard let list = try? JSONDecoder().decode([String].self, from: Data(only.utf8)) else {
            throw SimulationError(.parameters, "not a JSON list of strings: \(only)")
        }
        return list
    }

    private static func keys(_ word: String) throws -> [SimulatedKey] {
        let text = try InputFile.value(word)
        let first = text.drop(while: \.isWhitespace).first
        return first == "{" || first == "[" ? try SimulationInput.keys(json: text) : [try Shorthand.key(text)]
    }
}

/// The AWS CLI's short spelling of a context entry: `ContextKeyName=k,ContextKeyValues=a,b,ContextKeyType=stringList`.
enum Shorthand {
    /// Reads one entry; values may be quoted, and a list may stand in brackets.
    static func key(_ text: String) throws(SimulationError) -> SimulatedKey {
        var members: [String: [String]] = [:]
        var current = ""
        for word in words(of: text) {
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(halves[0])
            if halves.count == 2, ["ContextKeyName", "ContextKeyValues", "ContextKeyType"].contains(name) {
                current = name
                members[current, default: []].append(unquoted(String(halves[1])))
            } else {
                guard current == "ContextKeyValues" else {
                    throw SimulationError(
                        .parameters,
                        "not a context entry: '\(text)': it is ContextKeyName=…,ContextKeyValues=…,ContextKeyType=…")
                }
                members[current, default: []].append(unquoted(word))
            }
        }
        return SimulatedKey(
            name: members["ContextKeyName"]?.first ?? "", type: members["ContextKeyType"]?.first, values: members["ContextKeyValues"] ?? [])
    }

    /// What stands between commas that are not quoted; brackets only group.
    private static func words(of text: String) -> [String] {
        var words = [""]
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if character == "," {
                words.append("")
                continue
            } else if character == "[" || character == "]" {
                continue
            }
            words[words.count - 1].append(character)
        }
        return words.map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func unquoted(_ word: String) -> String {
        guard word.count >= 2, let first = word.first, first == "'" || first == "\"", word.last == first else { return word }
        return String(word.dropFirst().dropLast())
    }
}
