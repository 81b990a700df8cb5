import IAM

/// One thing that IAM does, tried through the port alone, so that every implementation of the port can be held to it.
public struct ConformanceCase: Sendable, CustomStringConvertible {
    /// What must stand ready because the port cannot make it.
    public enum Need: String, Sendable, CaseIterable {
        /// An access key of the user; its id is given back.
        case accessKey
        /// A virtual MFA device enabled for the user; its serial is given back.
        case virtualMFADevice
        /// A managed policy attached to the user; its ARN is given back.
        case attachedPolicy
        /// An SSH public key of the user; its id is given back.
        case sshPublicKey
        /// A signing certificate of the user; its id is given back.
        case signingCertificate
        /// A service-specific credential of the user; its id is given back.
        case serviceSpecificCredential
    }

    /// What IAM does, as a sentence.
    public let name: String
    /// Where that is known from.
    public let source: String
    /// What must stand ready; without it the case cannot be run.
    public let needs: Set<Need>
    /// Why moto does not do it, if it is known not to: the case must then fail against moto.
    public let motoDeviation: String?
    /// Tries it; throws `Deviation` if IAM does otherwise.
    public let run: @Sendable (ConformanceWorld) async throws -> Void

    init(
        _ name: String, source: String, needs: Set<Need> = [], motoDeviation: String? = nil,
        run: @escaping @Sendable (ConformanceWorld) async throws -> Void
    ) {
        self.name = name
        self.source = source
        self.needs = needs
        self.motoDeviation = motoDeviation
        self.run = run
    }

    public var description: String { name }

    /// All cases.
    public static let all = users + words + deletions + loginProfiles + groups + policies + credentials + account
}

/// The account that a case is tried in.
public struct ConformanceWorld: Sendable {
    /// The implementation that is tried.
    public let service: any IAMService
    /// What the names of this case begin with: unique in the account.
    public let prefix: String
    /// How what the port cannot make is made for a user.
    public let arrange: [ConformanceCase.Need: @Sendable (UserName) async throws -> String]

    /// An account reached in that way.
    public init(
        service: any IAMService, prefix: String, arrange: [ConformanceCase.Need: @Sendable (UserName) async throws -> String] = [:]
    ) {
        self.service = service
        self.prefix = prefix
        self.arrange = arrange
    }

    /// Whether the case can be run here.
    public func canRun(_ tried: ConformanceCase) -> Bool { tried.needs.allSatisfy { arrange[$0] != nil } }
}

/// An implementation that does not do what IAM does.
public struct Deviation: Error, CustomStringConvertible {
    public let description: String
}

extension ConformanceWorld {
    static let allowAll = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}"#
    static let goodPassword = Password("Correct-Horse-Battery-7-Staple")

    func user(_ suffix: String = "user") throws -> UserName { try UserName("\(prefix)-\(suffix)") }
    func group(_ suffix: String = "group") throws -> GroupName { try GroupName("\(prefix)-\(suffix)") }
    func policy(_ suffix: String = "policy") throws -> PolicyName { try PolicyName("\(prefix)-\(suffix)") }
    var root: IAMPath { get throws { try IAMPath("/") } }

    @discardableResult
    func made(_ name: UserName, tags: [Tag] = []) async throws -> User { try await service.createUser(name, path: root, tags: tags) }

    @discardableResult
    func made(_ name: GroupName) async throws -> Group { try await service.createGroup(name, path: root) }

    func arranged(_ need: ConformanceCase.Need, for user: UserName) async throws -> String {
        guard let make = arrange[need] else { throw Deviation(description: "'\(need.rawValue)' cannot be made here") }
        return try await make(user)
    }

    /// Demands that something is so.
    func demand(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws {
        guard condition else { throw Deviation(description: otherwise()) }
    }

    /// Demands that the call is refused with that code, and in those words if they are given.
    func refuses(
        _ code: IAMError.Code, _ message: String? = nil, _ call: () async throws -> Void
    ) async throws {
        do {
            try await call()
        } catch let error as IAMError {
            try demand(error.code == code, "it was to be refused with \(code.rawValue): \(error)")
            try demand(message.map { error.message == $0 } ?? true, "it was refused in other words: \(error.message)")
            return
        }
        throw Deviation(description: "it was to be refused with \(code.rawValue), and was done")
    }
}
