/// Why a call to IAM did not succeed, told apart by the one thing that matters to the caller: may it have been carried out?
public struct IAMError: Error, Sendable, Hashable {
    /// What is known about the call.
    public enum Kind: Sendable, Hashable {
        /// IAM answered and refused: nothing was changed.
        case refused(Code)
        /// The request never reached IAM (no connection, no credentials): nothing was changed.
        case notSent
        /// The request was sent and no answer that can be read came back: it may or may not have been carried out.
        case unknownOutcome
    }

    /// The call that failed.
    public let action: IAMAction
    /// What is known about it.
    public let kind: Kind
    /// IAM's own words, or the network's; it never holds a secret.
    public let message: String
    /// IAM's request id, to give to AWS Support; nil if there was no answer.
    public let requestID: String?

    /// An error of that call.
    public init(action: IAMAction, kind: Kind, message: String, requestID: String? = nil) {
        self.action = action
        self.kind = kind
        self.message = message
        self.requestID = requestID
    }

    /// IAM's error code, if it answered.
    public var code: Code? {
        guard case .refused(let code) = kind else { return nil }
        return code
    }

    /// Whether the same call may succeed a little later.
    public var isTransient: Bool {
        switch kind {
        case .refused(let code): code.isTransient
        case .notSent, .unknownOutcome: true
        }
    }
}

extension IAMError {
    /// The error codes of IAM's API, as they stand in its answers.
    public enum Code: Sendable, Hashable {
        case accessDenied, concurrentModification, deleteConflict, entityAlreadyExists, entityTemporarilyUnmodifiable
        case invalidInput, limitExceeded, malformedPolicyDocument, noSuchEntity, passwordPolicyViolation
        case reportExpired, reportInProgress, reportNotPresent, serviceFailure, throttling, unmodifiableEntity, validationError
        /// The signature's time is too far from AWS's clock.
        case requestExpired
        /// Wrong or expired credentials.
        case invalidClientToken
        case other(String)

        private static let known: [Code] = [
            .accessDenied, .concurrentModification, .deleteConflict, .entityAlreadyExists, .entityTemporarilyUnmodifiable,
            .invalidInput, .limitExceeded, .malformedPolicyDocument, .noSuchEntity, .passwordPolicyViolation, .reportExpired,
            .reportInProgress, .reportNotPresent, .serviceFailure, .throttling, .unmodifiableEntity, .validationError,
            .requestExpired, .invalidClientToken,
        ]

        public init(rawValue: String) {
            self = Self.known.first { $0.rawValue == rawValue } ?? .other(rawValue)
        }

        // A switch, not a search for the case: `==` of a raw-representable type compares raw values, and would never come back.
        public var rawValue: String {
            switch self {
            case .accessDenied: "AccessDenied"
            case .concurrentModification: "ConcurrentModification"
            case .deleteConflict: "DeleteConflict"
            case .entityAlreadyExists: "EntityAlreadyExists"
            case .entityTemporarilyUnmodifiable: "EntityTemporarilyUnmodifiable"
            case .invalidInput: "InvalidInput"
            case .limitExceeded: "LimitExceeded"
            case .malformedPolicyDocument: "MalformedPolicyDocument"
            case .noSuchEntity: "NoSuchEntity"
            case .passwordPolicyViolation: "PasswordPolicyViolation"
            case .reportExpired: "ReportExpired"
            case .reportInProgress: "ReportInProgress"
            case .reportNotPresent: "ReportNotPresent"
            case .serviceFailure: "ServiceFailure"
            case .throttling: "Throttling"
            case .unmodifiableEntity: "UnmodifiableEntity"
            case .validationError: "ValidationError"
            case .requestExpired: "RequestExpired"
            case .invalidClientToken: "InvalidClientTokenId"
            case .other(let text): text
            }
        }

        /// Whether the same call may succeed a little later: throttling, a failure at AWS, a change that crossed ours.
        /// `LimitExceeded` is a quota and never passes by waiting.
        public var isTransient: Bool {
            switch self {
            case .throttling, .serviceFailure, .concurrentModification, .entityTemporarilyUnmodifiable: true
            case .other(let text): Self.transientElsewhere.contains(text)
            default: false
            }
        }

        // botocore's list of codes that mean "slower", of which IAM uses the first.
        private static let transientElsewhere: Set<String> = [
            "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
            "TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded", "PriorRequestNotComplete",
            "InternalFailure", "ServiceUnavailable", "RequestTimeout", "RequestTimeoutException",
        ]
    }
}

extension IAMError: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .refused(let code): "\(action.rawValue) was refused by IAM: \(code.rawValue): \(message)"
        case .notSent: "\(action.rawValue) could not be sent: \(message)"
        case .unknownOutcome: "\(action.rawValue) has an unknown outcome: \(message)"
        }
    }
}
