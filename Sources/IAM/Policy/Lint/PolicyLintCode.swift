/// The kinds of finding in a policy document. Raw values are stable: people search for them and suppress by them.
public enum PolicyLintCode: String, Hashable, Sendable, CaseIterable {
    // What IAM refuses.
    case notJSON = "not-json"
    case forbiddenCharacter = "forbidden-character"
    case duplicateKey = "duplicate-key"
    case tooLong = "too-long"
    case wrongKind = "wrong-kind"
    case unknownElement = "unknown-element"
    case missingElement = "missing-element"
    case forbiddenElement = "forbidden-element"
    case conflictingElements = "conflicting-elements"
    case unknownVersion = "unknown-version"
    case unknownEffect = "unknown-effect"
    case invalidSid = "invalid-sid"
    case duplicateSid = "duplicate-sid"
    case invalidAction = "invalid-action"
    case invalidResource = "invalid-resource"
    case invalidPrincipal = "invalid-principal"
    case unknownOperator = "unknown-operator"
    case invalidValue = "invalid-value"

    // Actions.
    case unknownService = "unknown-service"
    case unknownAction = "unknown-action"
    case noSuchActions = "no-such-actions"
    case emptyElement = "empty-element"

    // Resources.
    case shortARN = "short-arn"
    case foreignPartition = "foreign-partition"
    case serviceWildcard = "service-wildcard"
    case noSuchRequest = "no-such-request"
    case resourceNotTaken = "resource-not-taken"
    case actionNeedsAll = "action-needs-all"
    case actionTakesNone = "action-takes-none"

    // Variables.
    case literalVariable = "literal-variable"
    case unknownVariable = "unknown-variable"
    case gluedWildcard = "glued-wildcard"

    // Conditions.
    case unknownConditionKey = "unknown-condition-key"
    case foreignConditionKey = "foreign-condition-key"
    case absentConditionKey = "absent-condition-key"
    case impossibleValue = "impossible-value"
    case literalWildcard = "literal-wildcard"
    case wrongOperator = "wrong-operator"
    case privateAddress = "private-address"
    case quantifierMissing = "quantifier-missing"
    case quantifierNeedless = "quantifier-needless"
    case holdsWhenAbsent = "holds-when-absent"

    // Multi-factor authentication.
    case mfaAbsentPasses = "mfa-absent-passes"
    case mfaPresentDenied = "mfa-present-denied"
    case mfaOptional = "mfa-optional"
    case mfaNullAlone = "mfa-null-alone"

    // Statements.
    case unreachableStatement = "unreachable-statement"
    case redundantStatement = "redundant-statement"
    case allowNotPrincipal = "allow-not-principal"
    case denyNotPrincipal = "deny-not-principal"
    case openToEveryone = "open-to-everyone"
    case allowNotAction = "allow-not-action"
    case allowNotResource = "allow-not-resource"
    case administrator = "administrator"
    case passAnyRole = "pass-any-role"
    case uncontrollableAction = "uncontrollable-action"

    public var severity: PolicyLintSeverity {
        switch self {
        case .notJSON, .forbiddenCharacter, .duplicateKey, .tooLong, .wrongKind, .unknownElement, .missingElement, .forbiddenElement,
            .conflictingElements, .unknownVersion, .unknownEffect, .invalidSid, .duplicateSid, .invalidAction, .invalidResource,
            .invalidPrincipal, .unknownOperator, .invalidValue:
            .error
        case .unknownService, .unknownAction, .noSuchActions, .emptyElement, .shortARN, .foreignPartition, .serviceWildcard,
            .noSuchRequest, .literalVariable, .unknownVariable, .gluedWildcard, .unknownConditionKey,
            .foreignConditionKey, .impossibleValue, .literalWildcard, .wrongOperator, .privateAddress, .quantifierMissing,
            .mfaAbsentPasses, .mfaPresentDenied, .mfaOptional, .mfaNullAlone, .unreachableStatement, .allowNotPrincipal:
            .warning
        case .resourceNotTaken, .actionNeedsAll, .actionTakesNone, .absentConditionKey, .quantifierNeedless, .holdsWhenAbsent,
            .redundantStatement, .denyNotPrincipal, .openToEveryone, .allowNotAction, .allowNotResource,
            .administrator, .passAnyRole, .uncontrollableAction:
            .info
        }
    }
}
