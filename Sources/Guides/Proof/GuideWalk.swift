import IAM
import Lifecycle

/// One reader on their way through a guide: what is enrolled, and how they are signed in, at every step.
struct GuideWalk {
    let reader: GuideReader
    let policies: GuidePolicies
    private var standing = Standing()
    /// How many calls were asked about.
    private(set) var callCount = 0

    init(reader: GuideReader, policies: GuidePolicies) {
        self.reader = reader
        self.policies = policies
    }

    /// Takes the next step; what it finds in the way, or nil.
    mutating func take(_ step: ScriptStep) -> GuideRefutation? {
        guard step.sections.allSatisfy(reader.sees) else { return nil }
        let place = GuidePlace(step)
        for call in step.declared.calls(with: reader.device) {
            callCount += 1
            if let obstacle = obstacle(to: call, by: step.declared.actor) { return GuideRefutation(place: place, obstacle: obstacle) }
        }
        for established in step.declared.establishes {
            if let obstacle = standing.establish(established, with: reader.device) {
                return GuideRefutation(place: place, obstacle: obstacle)
            }
        }
        return nil
    }

    /// What a guide of that kind has to have brought about at its end and has not; nil if there is nothing.
    func shortfall(of kind: GuideKind) -> GuideRefutation? {
        let missing: GuideObstacle.Missing? =
            switch kind {
            case .admin: nil
            case .new, .existing, .notice:
                if !standing.hasDevice {
                    .device
                } else if standing.console != .signedIn(withMFA: true) {
                    .signInWithMFA
                } else if kind == .new, !standing.hasOwnPassword {
                    .ownPassword
                } else {
                    nil
                }
            }
        return missing.map { GuideRefutation(place: nil, obstacle: .unfinished($0)) }
    }

    private func obstacle(to call: DeclaredCall, by actor: StepActor) -> GuideObstacle? {
        guard let resource = reader.resource(call.resource) else { return nil }
        guard actor != .tenure else { return obstacleToTenure(call, resource) }
        guard let context = standing.context(of: actor) else { return .noCredentials(call, isConsole: actor == .console) }
        let request = AuthorizationRequest(by: .user(reader.arn), action: call.action, on: resource, context: context)
        let evaluation = evaluate(request, under: policySet)
        guard evaluation.decision != .allowed else { return nil }
        return .denied(Denial(call, on: resource, evaluation), remedy: remedy(for: call, with: context))
    }

    private func obstacleToTenure(_ call: DeclaredCall, _ resource: RequestedResource) -> GuideObstacle? {
        guard let own = policies.tenure else { return nil }
        let principal = ARN(partition: reader.partition, service: "iam", account: reader.account.text, resource: "user/tenure")
        let request = AuthorizationRequest(by: .user(principal), action: call.action, on: resource)
        let evaluation = evaluate(request, under: PolicySet(identity: [own]))
        return evaluation.decision == .allowed ? nil : .denied(Denial(call, on: resource, evaluation), remedy: .allow)
    }

    private var policySet: PolicySet {
        var rules: Set<ServiceRule> = [.callerIdentityIsAlwaysAllowed, .sessionTokenCannotBeControlled]
        if standing.hasDevice { rules.insert(.ownDevicesAreChangedWithMFA) }
        return PolicySet(identity: policies.reader, usersMayChangePassword: reader.mayChangePassword, serviceRules: rules)
    }

    /// What would let the call through, found by asking again with one thing changed.
    private func remedy(for call: DeclaredCall, with context: RequestContext) -> GuideRemedy {
        if isAllowed(call, as: reader, in: context.merging(.withMFA)) { return .signInWithMFAFirst }
        var root = reader
        root.path = .root
        if reader.path != .root, isAllowed(call, as: root, in: context) { return .meanUsersWithPath }
        let named = DeclaredCall("\(call.action) \(DeclaredCall.ownDevice)")
        if call.resource.hasPrefix("mfa/"), let named, isAllowed(named, as: reader, in: context) { return .nameDevice }
        return .allow
    }

    private func isAllowed(_ call: DeclaredCall, as reader: GuideReader, in context: RequestContext) -> Bool {
        guard let resource = reader.resource(call.resource) else { return false }
        let request = AuthorizationRequest(by: .user(reader.arn), action: call.action, on: resource, context: context)
        return evaluate(request, under: policySet).decision == .allowed
    }
}

/// What is so at a moment of a walk.
private struct Standing {
    private(set) var console = Console.signedOut
    private(set) var hasDevice = false
    private(set) var hasOwnPassword = false
    private var hasSession = false

    /// How the reader is signed in. Whether MFA was shown is fixed until they sign in again.
    enum Console: Hashable {
        case signedOut
        case signedIn(withMFA: Bool)
    }

    /// What a call with those credentials says of MFA; nil without such credentials.
    func context(of actor: StepActor) -> RequestContext? {
        switch (actor, console) {
        case (.console, .signedOut): nil
        case (.console, .signedIn(let withMFA)): withMFA ? .withMFA : .withoutMFA
        case (.session, _): hasSession ? .withMFA : nil
        // Only temporary credentials carry the key.
        case (.accessKey, _), (.tenure, _): RequestContext()
        }
    }

    /// Notes what a step establishes, or says why it cannot.
    mutating func establish(_ established: Established, with device: DeviceKind) -> GuideObstacle? {
        switch established {
        case .signedIn: if console == .signedOut { console = .signedIn(withMFA: hasDevice) }
        case .signedOut: console = .signedOut
        case .deviceEnrolled: hasDevice = true
        case .passwordChanged: hasOwnPassword = true
        case .session:
            // A session with MFA wants the code of an authenticator app: the guide says so to whoever has a passkey alone.
            if device == .virtual, !hasDevice { return .unfinished(.device) }
            hasSession = device == .virtual
        }
        return nil
    }
}

extension RequestContext {
    fileprivate static let withMFA = RequestContext(["aws:MultiFactorAuthPresent": "true"])
    fileprivate static let withoutMFA = RequestContext(["aws:MultiFactorAuthPresent": "false"])
}

extension IAMPath {
    fileprivate static let root = (try? IAMPath("/")) ?? unreachable()

    private static func unreachable() -> IAMPath { preconditionFailure("/ is a path") }
}
