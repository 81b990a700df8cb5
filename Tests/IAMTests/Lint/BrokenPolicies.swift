import IAM

/// A policy that is broken in one way: `«` stands before each place where the finding is expected, and no other finding is.
struct BrokenPolicy {
    let text: String
    var kind = PolicyKind.identity
    var partition: Partition?

    /// The text without its marks, and the places of the marks.
    var unmarked: (text: String, places: [TextPosition]) {
        var (text, places) = ("", [TextPosition]())
        var place = (line: 1, column: 1)
        for scalar in self.text.unicodeScalars {
            if scalar == "«" {
                places.append(TextPosition(line: place.line, column: place.column))
                continue
            }
            text.unicodeScalars.append(scalar)
            place = scalar == "\n" ? (place.line + 1, 1) : (place.line, place.column + 1)
        }
        return (text, places)
    }

    /// An example of every code.
    static let examples: [PolicyLintCode: BrokenPolicy] = [refused, scopes, tests, statements].reduce(into: [:]) { all, some in
        all.merge(some) { first, _ in first }
    }

    private static let refused: [PolicyLintCode: BrokenPolicy] = [
        .notJSON: BrokenPolicy(text: "{\"Statement\": [«}"),
        .forbiddenCharacter: BrokenPolicy(text: "{\"Version\": \"2012-10-17\",\n\"Statement\": [\"«\u{20AC}\"]}"),
        .duplicateKey: statement(#""Effect": "Allow", «"Effect": "Deny", "Action": "iam:GetUser", "Resource": "*""#),
        .tooLong: tooLong,
        .wrongKind: statement(#""Effect": "Allow", "Action": «17, "Resource": "*""#),
        .unknownElement: statement(#""Effect": "Allow", "Action": "iam:GetUser", «"Resources": "*""#),
        .missingElement: document(#"«{"Effect": "Allow", "Action": "iam:GetUser"}"#),
        .forbiddenElement: statement(#""Effect": "Allow", "Action": "iam:GetUser", "Resource": "*", «"Principal": "*""#),
        .conflictingElements: statement(#""Effect": "Allow", "Action": "iam:GetUser", «"NotAction": "s3:*", "Resource": "*""#),
        .unknownVersion: BrokenPolicy(text: "{\"Version\": «\"2012-10-18\", \"Statement\": []}"),
        .unknownEffect: statement(#""Effect": «"allow", "Action": "iam:GetUser", "Resource": "*""#),
        .invalidSid: statement(#""Sid": «"a-b", "Effect": "Allow", "Action": "iam:GetUser", "Resource": "*""#),
        .duplicateSid: document(
            #"{"Sid": "A", "Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"}, «{"Sid": "A", "Effect": "Deny", "Action": "iam:GetRole", "Resource": "*"}"#
        ),
        .invalidAction: allow(#"["iam:GetUser", «"GetUser"]"#),
        .invalidResource: allow(#""iam:GetUser""#, #"«"user/jane""#),
        .invalidPrincipal: statement(
            #""Effect": "Allow", "Principal": {"AWS": «"arn:aws:iam::111122223333:group/all"}, "Action": "sts:AssumeRole""#, .trust),
        .unknownOperator: condition(#"«"StringIs": {"aws:username": "jane"}"#),
        .invalidValue: condition(#""IpAddress": {"aws:SourceIp": ["203.0.113.0/24", «"203.0.113.0/33"]}"#),
    ]

    private static let scopes: [PolicyLintCode: BrokenPolicy] = [
        .unknownService: allow(#"["iam:GetUser", «"iamm:GetUser", "iamm:GetRole"]"#),
        .unknownAction: allow(#"["iam:GetUser", «"iam:ListUser"]"#),
        .noSuchActions: allow(#"["iam:Get*", «"iam:Show*"]"#),
        .emptyElement: statement(#""Effect": "Allow", «"Action": [], "Resource": "*""#),
        .shortARN: allow(#""s3:GetObject""#, #"["arn:aws:s3:::bucket/*", «"arn:aws:s3"]"#),
        .foreignPartition: allow(
            #""s3:GetObject""#, #"["arn:aws:s3:::one/*", "arn:aws:s3:::two/*", "arn:*:s3:::any/*", «"arn:aws-cn:s3:::three/*"]"#),
        .serviceWildcard: allow(#""s3:GetObject""#, #"«"arn:aws:*:::bucket/*""#),
        .noSuchRequest: statement(#""Effect": "Allow", "Action": "iam:ListUsers", «"Resource": "arn:aws:iam::111122223333:user/jane""#),
        .resourceNotTaken: allow(#""s3:GetObject""#, #"["arn:aws:s3:::bucket/*", «"arn:aws:s3:::bucket"]"#),
        .actionNeedsAll: allow(#"["iam:GetUser", «"iam:ListUsers"]"#, #""arn:aws:iam::111122223333:user/jane""#),
        .actionTakesNone: allow(#"["iam:GetUser", «"iam:GetRole"]"#, #""arn:aws:iam::111122223333:user/jane""#),
        .literalVariable: BrokenPolicy(
            text:
                "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"iam:GetUser\",\n\"Resource\": «\"arn:aws:iam::*:user/${aws:username}\"}}"
        ),
        .unknownVariable: allow(#""iam:GetUser""#, #"[«"arn:aws:iam::*:user/${aws:user}", "arn:aws:iam::*:user/${aws:username}"]"#),
        .gluedWildcard: allow(#""iam:GetUser""#, #"[«"arn:aws:iam::*:user/*${aws:username}", "arn:aws:iam::*:user/*/${aws:username}"]"#),
    ]

    private static let tests: [PolicyLintCode: BrokenPolicy] = [
        .unknownConditionKey: condition(#""StringEquals": {«"aws:PrincipalOrg": "o-1", "aws:PrincipalOrgID": "o-1"}"#),
        .foreignConditionKey: condition(#""StringEquals": {«"s3:prefix": "a"}"#),
        .absentConditionKey: condition(#""StringEquals": {«"iam:PassedToService": "ec2.amazonaws.com"}"#),
        .impossibleValue: condition(#""Bool": {"aws:SecureTransport": «"yes"}"#),
        .literalWildcard: condition(#""StringEquals": {"aws:PrincipalTag/team": ["red", «"blue*"]}"#),
        .wrongOperator: condition(#""StringEquals": {"aws:SourceIp": «"203.0.113.0/24"}"#),
        .privateAddress: condition(#""IpAddress": {"aws:SourceIp": ["203.0.113.0/24", «"10.1.0.0/16"], "aws:VpcSourceIp": "10.0.0.0/8"}"#),
        .quantifierMissing: condition(#""StringEquals": {«"aws:CalledVia": "cloudformation.amazonaws.com"}"#),
        .quantifierNeedless: condition(#""ForAnyValue:StringEquals": {«"aws:username": "jane"}"#),
        .holdsWhenAbsent: condition(#""ForAllValues:StringEquals": {«"aws:TagKeys": "team"}"#, action: "iam:TagUser"),
        .mfaAbsentPasses: condition(#""Bool": {«"aws:MultiFactorAuthPresent": "false"}"#, effect: "Deny"),
        .mfaPresentDenied: condition(#""BoolIfExists": {«"aws:MultiFactorAuthPresent": "true"}"#, effect: "Deny"),
        .mfaOptional: condition(#""BoolIfExists": {«"aws:MultiFactorAuthPresent": true}"#),
        .mfaNullAlone: condition(#""Null": {«"aws:MultiFactorAuthPresent": "true"}"#, effect: "Deny"),
    ]

    private static let statements: [PolicyLintCode: BrokenPolicy] = [
        .unreachableStatement: document(
            #"{"Sid": "A", «"Effect": "Allow", "Action": "iam:Get*", "Resource": "*"}, {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}"#
        ),
        .redundantStatement: document(
            #"{"Effect": "Allow", "Action": "iam:*User", "Resource": "*"}, {«"Effect": "Allow", "Action": "iam:GetUser", "Resource": "*"}"#
        ),
        .allowNotPrincipal: statement(
            #""Effect": "Allow", «"NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*""#,
            .resource),
        .denyNotPrincipal: statement(
            #""Effect": "Deny", «"NotPrincipal": {"AWS": "111122223333"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*""#,
            .resource),
        .openToEveryone: statement(
            #""Effect": "Allow", «"Principal": {"AWS": "*"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*""#, .resource),
        .allowNotAction: statement(#""Effect": "Allow", «"NotAction": "iam:*", "Resource": "*""#),
        .allowNotResource: statement(#""Effect": "Allow", "Action": "s3:GetObject", «"NotResource": "arn:aws:s3:::b/*""#),
        .administrator: allow(#"«"*""#),
        .passAnyRole: allow(#"["iam:GetRole", «"iam:Pass*"]"#),
        .uncontrollableAction: statement(#""Effect": "Deny", "Action": [«"sts:GetSessionToken", "iam:GetUser"], "Resource": "*""#),
    ]

    private static var tooLong: BrokenPolicy {
        let names = (0..<400).map { "\"arn:aws:s3:::bucket\($0)/*\"" }.joined(separator: ",")
        var policy = allow("\"s3:GetObject\"", "[\(names)]")
        policy.kind = .managed
        return BrokenPolicy(text: "«" + policy.text, kind: .managed)
    }

    private static func document(_ statements: String, _ kind: PolicyKind = .identity) -> BrokenPolicy {
        BrokenPolicy(text: "{\"Version\": \"2012-10-17\",\n \"Statement\": [\n  \(statements)]}", kind: kind)
    }

    private static func statement(_ elements: String, _ kind: PolicyKind = .identity) -> BrokenPolicy { document("{\(elements)}", kind) }

    private static func allow(_ actions: String, _ resources: String = "\"*\"") -> BrokenPolicy {
        statement("\"Effect\": \"Allow\", \"Action\": \(actions),\n\"Resource\": \(resources)")
    }

    private static func condition(_ tests: String, effect: String = "Allow", action: String = "iam:GetUser") -> BrokenPolicy {
        statement("\"Effect\": \"\(effect)\", \"Action\": \"\(action)\", \"Resource\": \"*\",\n\"Condition\": {\(tests)}")
    }
}
