import IAM

/// One call in the Query protocol, ready to be signed and sent as often as it takes.
struct QueryCall: Sendable {
    /// The service's own name of the action: `CreateUser`.
    let action: String
    let service: Service
    let form: QueryForm
    /// Whether it changes nothing, so that it may be repeated when its outcome is unknown.
    let isRead: Bool
    /// AWS has answered GenerateCredentialReport with `LimitExceeded` where it meant throttling.
    var limitMeansThrottling: Bool { action == "GenerateCredentialReport" }

    /// Where a call goes and how it is signed.
    struct Service: Hashable, Sendable {
        let name: String
        let endpoint: Endpoint
        let region: String
    }
}

/// Why a call did not succeed, with what decides about repeating it.
struct CallFailure: Error, Hashable {
    let kind: IAMError.Kind
    var message: String
    var requestID: String?
    let repetition: Repetition

    /// When the same call may be sent again.
    enum Repetition: Hashable {
        /// It would fail again, or somebody must do something first.
        case never
        /// It was not carried out and may be a little later.
        case always
        /// It may have been carried out, so only if that does no harm.
        case ifRead
        /// With other credentials: these have run out.
        case withFreshCredentials
    }

    /// Whether to send again.
    func mayBeRepeated(_ call: QueryCall) -> Bool {
        switch repetition {
        case .never: false
        case .always, .withFreshCredentials: true
        case .ifRead: call.isRead
        }
    }
}
