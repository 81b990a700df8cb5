import IAM
import Lifecycle

/// One kind of people for whom one guide has to work.
public struct GuideCase: Hashable, Sendable {
    public let kind: GuideKind
    public let language: Language
    /// Where the user is: at the root, or under a path.
    public let path: IAMPath
    /// Nil for a guide that no device plays a part in.
    public let device: DeviceKind?
    public let partition: Partition

    /// Every case of those guides: each language, without a path and with one, with an authenticator app and with a passkey.
    public static func all(of kinds: [GuideKind], in languages: [Language], _ partitions: [Partition]) -> [GuideCase] {
        kinds.flatMap { kind in
            let devices: [DeviceKind?] = kind == .admin ? [nil] : DeviceKind.allCases
            return partitions.flatMap { partition in
                paths.flatMap { path in
                    devices.flatMap { device in
                        languages.map { GuideCase(kind: kind, language: $0, path: path, device: device, partition: partition) }
                    }
                }
            }
        }
    }

    /// The proof for everyone of this kind: those who were found also with access keys, and with all the permissions there are.
    public func proof(
        under duty: AppliedPolicy, tenure: AppliedPolicy?, mayChangePassword: Bool = false, templates: Templates
    ) throws(GuideError) -> GuideProof {
        var most = 0
        for reader in readers {
            for held in reader.isNew ? [[]] : [[], [Self.everything]] {
                var reader = reader
                reader.mayChangePassword = mayChangePassword
                let policies = GuidePolicies(reader: [duty] + held, tenure: tenure)
                switch try GuideProof(of: kind, language, for: reader, under: policies, templates: templates) {
                case .refuted(let refutation): return .refuted(refutation)
                case .proved(let calls): most = max(most, calls)
                }
            }
        }
        return .proved(calls: most)
    }

    private var readers: [GuideReader] {
        let device = device ?? .virtual
        let made = GuideReader(device, path: path, in: partition, isNew: true)
        let found = GuideReader(device, path: path, in: partition, isNew: false)
        var withKeys = found
        withKeys.holdsKeys = true
        return switch kind {
        case .new: [made]
        case .existing, .notice: [found, withKeys]
        case .admin: [made, found]
        }
    }

    private static let paths = ["/", "/team/"].compactMap { try? IAMPath($0) }

    /// What no group of an account exceeds.
    private static let everything = AppliedPolicy("AdministratorAccess", administrator)
    private static let administrator: PolicyDocument = {
        let text = #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#
        do {
            return try PolicyDocument(parsing: text, as: .identity)
        } catch {
            preconditionFailure("\(error)")
        }
    }()
}
