import Foundation
import IAM

/// Turns an answer over HTTP into its XML, or into what its failure means.
struct AnswerReading {
    let call: QueryCall
    let credentials: Credentials
    /// This machine's time when the answer came.
    let now: Date

    /// The answer's root element, or why there is none.
    func root(of answer: HTTPAnswer) throws(CallFailure) -> XMLNode {
        let root: XMLNode
        do {
            root = try XMLReader.read(answer.body)
        } catch {
            throw unreadable(answer, error)
        }
        if let refusal = ServiceRefusal(root) { throw refused(answer, refusal) }
        guard (200...299).contains(answer.status), root.name == "\(call.action)Response" else {
            throw unreadable(answer, AnswerFault("the answer is \(root.name)"))
        }
        return root
    }

    /// An answer that says less than it must.
    func incomplete(_ fault: AnswerFault, requestID: String?) -> CallFailure {
        CallFailure(kind: .unknownOutcome, message: call.form.redacted(fault.description), requestID: requestID, repetition: .ifRead)
    }

    private func refused(_ answer: HTTPAnswer, _ refusal: ServiceRefusal) -> CallFailure {
        let skew = clockSkew(answer, refusal)
        let code = skew == nil ? refusal.code : .requestExpired
        let message = call.form.redacted(refusal.message) + (skew ?? "") + credentialNote(refusal.code, isSkewed: skew != nil)
        if answer.status >= 500 && !refusal.code.meansSlower && !call.isRead {
            let text = "HTTP \(answer.status), \(code.rawValue): \(message)"
            return CallFailure(kind: .unknownOutcome, message: text, requestID: refusal.requestID, repetition: .never)
        }
        return CallFailure(
            kind: .refused(code), message: message, requestID: refusal.requestID,
            repetition: repetition(refusal.code, status: answer.status))
    }

    private func repetition(_ code: IAMError.Code, status: Int) -> CallFailure.Repetition {
        if code.meansSlower || code.meansCrossed { return .always }
        let isLimit = code == .limitExceeded || code.rawValue == "ReportGenerationLimitExceeded"
        if isLimit && call.limitMeansThrottling { return .always }
        if ["ExpiredToken", "ExpiredTokenException"].contains(code.rawValue) { return .withFreshCredentials }
        return status >= 500 || code.isTransient ? .ifRead : .never
    }

    // No answer of IAM's: something between, or something that only pretends.
    private func unreadable(_ answer: HTTPAnswer, _ fault: AnswerFault) -> CallFailure {
        let host = call.service.endpoint.host
        let id = answer.headers.first(name: "x-amzn-requestid")
        switch answer.status {
        case 429:
            let message = "\(host) answered HTTP 429, too many requests"
            return CallFailure(kind: .refused(.throttling), message: message, requestID: id, repetition: .always)
        case 300..<500 where answer.status != 408:
            let message = "\(host) answered HTTP \(answer.status), and not as \(call.service.name) does: check the endpoint and any proxy"
            return CallFailure(kind: .refused(.other("HTTP\(answer.status)")), message: message, requestID: id, repetition: .never)
        case 500...599:
            let message =
                "\(host) answered HTTP \(answer.status), and not as \(call.service.name) does (\(fault)): "
                + "it is in trouble or does not know \(call.action)"
            return CallFailure(kind: .unknownOutcome, message: message, requestID: id, repetition: .ifRead)
        default:
            let message = "\(host) answered HTTP \(answer.status), and it cannot be read: \(fault)"
            return CallFailure(kind: .unknownOutcome, message: message, requestID: id, repetition: .ifRead)
        }
    }

    // AWS accepts five minutes. What it says about the time is only believed if its own clock shows it.
    private func clockSkew(_ answer: HTTPAnswer, _ refusal: ServiceRefusal) -> String? {
        let suspects = ["RequestExpired", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "InvalidSignatureException", "AuthFailure"]
        guard suspects.contains(refusal.code.rawValue),
            let theirs = answer.headers.first(name: "date").flatMap(AnswerDate.parseHeader)
        else { return nil }
        let seconds = Int(now.timeIntervalSince(theirs).rounded())
        guard abs(seconds) > 240 else { return nil }
        let difference = abs(seconds) < 7200 ? "\(abs(seconds) / 60) minutes" : "\(abs(seconds) / 3600) hours"
        return "; this machine's clock is \(difference) \(seconds > 0 ? "ahead of" : "behind") AWS's: "
            + "set it, for example with 'timedatectl set-ntp true'"
    }

    private func credentialNote(_ code: IAMError.Code, isSkewed: Bool) -> String {
        let suspects = ["InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken", "UnrecognizedClientException", "AuthFailure"]
        guard !isSkewed, suspects.contains(code.rawValue) else { return "" }
        return " (the credentials come from \(credentials.origin))"
    }
}

extension IAMError.Code {
    /// Refused for the number of calls: nothing was done, whatever the HTTP status.
    fileprivate var meansSlower: Bool {
        switch self {
        case .throttling: true
        case .other(let text):
            isTransient && !["InternalFailure", "ServiceUnavailable"].contains(text) && !text.hasPrefix("RequestTimeout")
        case .accessDenied, .concurrentModification, .deleteConflict, .entityAlreadyExists, .entityTemporarilyUnmodifiable, .invalidInput,
            .limitExceeded, .malformedPolicyDocument, .noSuchEntity, .passwordPolicyViolation, .reportExpired, .reportInProgress,
            .reportNotPresent, .serviceFailure, .unmodifiableEntity, .validationError, .requestExpired, .invalidClientToken:
            false
        }
    }

    /// Refused because another change of the same entity was under way: nothing was done.
    fileprivate var meansCrossed: Bool { self == .concurrentModification || self == .entityTemporarilyUnmodifiable }
}
