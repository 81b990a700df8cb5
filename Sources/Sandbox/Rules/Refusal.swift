import IAM

/// Why IAM refuses, in its own code and words.
struct Refusal: Error, Hashable {
    let code: IAMError.Code
    let message: String

    init(_ code: IAMError.Code, _ message: String) {
        self.code = code
        self.message = message
    }

    static func noUser(_ name: UserName) -> Refusal { Refusal(.noSuchEntity, "The user with name \(name) cannot be found.") }
    static func noGroup(_ name: GroupName) -> Refusal { Refusal(.noSuchEntity, "The group with name \(name) cannot be found.") }
    static func noLogin(_ name: UserName) -> Refusal { Refusal(.noSuchEntity, "Login Profile for User \(name) cannot be found.") }
    static func noKey(_ id: AccessKeyID) -> Refusal { Refusal(.noSuchEntity, "The Access Key with id \(id) cannot be found.") }
    static func noPolicy(_ arn: ARN) -> Refusal { Refusal(.noSuchEntity, "Policy \(arn) was not found.") }
    static func noUserPolicy(_ name: PolicyName) -> Refusal {
        Refusal(.noSuchEntity, "The user policy with name \(name) cannot be found.")
    }
    static func noGroupPolicy(_ name: PolicyName) -> Refusal {
        Refusal(.noSuchEntity, "The group policy with name \(name) cannot be found.")
    }
    static func notAttachable(_ arn: ARN) -> Refusal {
        Refusal(.noSuchEntity, "Policy \(arn) does not exist or is not attachable.")
    }
    static func quota(_ name: String, _ limit: Int) -> Refusal {
        Refusal(.limitExceeded, "Cannot exceed quota for \(name): \(limit)")
    }
    static func conflict(_ first: String) -> Refusal { Refusal(.deleteConflict, "Cannot delete entity, must \(first) first.") }
}
