extension PolicyLintCode {
    /// What the code says about a policy, and what to do about it: the source of the table in `docs/policies.md`.
    public var explanation: (meaning: String, remedy: String) {
        switch self {
        case .notJSON: ("the text is not JSON, or nested deeper than policies are", "mend the place named")
        case .forbiddenCharacter: ("a character that IAM does not store: beyond U+00FF, or a control character", "write it as `\\uXXXX`")
        case .duplicateKey: ("a key stands twice in one object", "keep one of them")
        case .tooLong: ("more characters, white space not counted, than a policy of that kind may have", "split it")
        case .wrongKind: ("a value is not of the kind that its element takes", "write a value of the kind named")
        case .unknownElement: ("an element that policies do not have", "correct its spelling, whose case counts")
        case .missingElement: ("an element that must be there is not", "add it")
        case .forbiddenElement: ("an element that a policy of this kind must not have", "remove it, or name the kind with `--kind`")
        case .conflictingElements: ("an element and its negation in one statement", "keep one of them")
        case .unknownVersion: ("`Version` is no version of the policy language", "write `2012-10-17`")
        case .unknownEffect: ("`Effect` is neither Allow nor Deny", "write one of them, with this case")
        case .invalidSid: ("a statement's id has other characters than ASCII letters and digits", "write letters and digits")
        case .duplicateSid: ("two statements have one id", "give each its own")
        case .invalidAction: ("an action is not SERVICE:NAME, or has a wildcard in the service", "write it as in `iam:GetUser`")
        case .invalidResource: ("a resource is neither `*` nor an ARN", "write an ARN")
        case .invalidPrincipal: ("a principal that IAM does not take, such as a group", "name an account, a user, a role or `*`")
        case .unknownOperator: ("a condition operator that does not exist", "use one of IAM's")
        case .invalidValue: ("a number, date, address, ARN or binary value that is none", "write a value of that kind")
        case .unknownService: ("no service has the prefix", "correct it; services that have ended are unknown, too")
        case .unknownAction: ("the service has no such action", "correct it, or remove it")
        case .noSuchActions: ("a pattern means no action of its service", "correct it, or remove it")
        case .emptyElement: ("a list without entries", "list something, or remove the statement")
        case .shortARN: ("an ARN has fewer than six parts, and is read differently in different policies", "write all six")
        case .foreignPartition: ("an ARN of another partition than the document's never matches", "one document for each partition")
        case .serviceWildcard: ("an ARN has a wildcard in the place of the service, which AWS does not document", "name the service")
        case .noSuchRequest: ("no action of the statement can be about one of its resources", "correct one or the other")
        case .resourceNotTaken: ("a resource of none of the statement's actions", "remove it")
        case .actionNeedsAll: ("an action that knows no resources, in a statement that does not name `*`", "give it `\"Resource\": \"*\"`")
        case .actionTakesNone: ("an action of which no resource is named", "name one of its shape")
        case .literalVariable: ("`${…}` in a document without `Version` 2012-10-17 means these characters", "add the version")
        case .unknownVariable: ("`${…}` is no variable, or one without a value", "correct the name")
        case .gluedWildcard: ("`*${aws:username}` means every name that ends like the user's", "set a separator between them")
        case .unknownConditionKey: ("no request has such a key", "correct its name")
        case .foreignConditionKey: ("a key of another service than the actions'", "take the test out")
        case .absentConditionKey:
            ("a key of the service that none of the statement's actions is documented to have", "see whether it is meant")
        case .impossibleValue: ("a boolean is compared with something else than true and false", "write true or false")
        case .literalWildcard: ("`*` in a value of an operator that knows no wildcards", "use StringLike or ArnLike")
        case .wrongOperator: ("a network is compared as text", "use IpAddress")
        case .privateAddress: ("`aws:SourceIp` is compared with a private network, which it never is", "use aws:VpcSourceIp")
        case .quantifierMissing: ("a key with several values is compared as if it had one", "write ForAnyValue: or ForAllValues:")
        case .quantifierNeedless: ("a key with one value is compared as if it had several", "leave the quantifier out")
        case .holdsWhenAbsent: ("ForAllValues in an Allow also holds where the key is absent", "add a Null test if it has to be there")
        case .mfaAbsentPasses: ("a Deny for want of MFA does not reach requests with long-term access keys", "write BoolIfExists")
        case .mfaPresentDenied: ("a Deny reaches those who have used MFA", "write `\"false\"`")
        case .mfaOptional: ("an Allow that asks for MFA opens to long-term access keys", "leave IfExists out")
        case .mfaNullAlone: ("whether the MFA key is there does not say whether MFA was used", "test its value with Bool")
        case .unreachableStatement: ("an Allow of which another statement denies all", "remove it, or narrow the Deny")
        case .redundantStatement: ("a statement that adds nothing to another", "remove it")
        case .allowNotPrincipal: ("`NotPrincipal` with Allow opens to everyone else", "name the principals")
        case .denyNotPrincipal: ("`NotPrincipal` with Deny spares only those of whom everything is listed", "test aws:PrincipalArn")
        case .openToEveryone: ("everyone is allowed, in every account, without a condition", "name the principals")
        case .allowNotAction: ("`NotAction` with Allow opens every other action", "name the actions")
        case .allowNotResource: ("`NotResource` with Allow opens every other resource", "name the resources")
        case .administrator: ("everything on everything is allowed", "name what is needed")
        case .passAnyRole: ("any role may be passed to any service", "name the roles")
        case .uncontrollableAction: ("a Deny of what no policy takes away from a user", "leave it out")
        }
    }

    /// The Markdown table of all codes, as `docs/policies.md` holds it.
    public static var table: String {
        let rows = allCases.map { code in
            "| `\(code.rawValue)` | \(code.severity.rawValue) | \(code.explanation.meaning) | \(code.explanation.remedy) |"
        }
        return (["| code | | what it means | what to do |", "|---|---|---|---|"] + rows).joined(separator: "\n") + "\n"
    }
}
