import Foundation
import IAM
import Lifecycle

/// Reads an account through the port into a snapshot's files, with no more calls than the data needs.
///
/// Report and details are demanded; of everything else it notes why it could not be read.
struct SnapshotPuller {
    let session: AccountSession
    let world: World
    /// Told now and then how far it is.
    let progress: @Sendable (String) -> Void
    private var iam: any IAMService { session.iam }

    init(session: AccountSession, world: World, progress: @escaping @Sendable (String) -> Void) {
        self.session = session
        self.world = world
        self.progress = progress
    }

    /// Writes the files into the folder.
    func pull(into folder: URL, lastAccessed: Bool) async throws {
        let taken = world.now()
        progress("waiting for the credential report")
        guard let report = try await ReportFetch(iam: iam, sleep: world.sleep).report() else {
            throw NoReport(account: session.account.alias)
        }
        try write(report.text, .report, folder)
        let users = try await details(into: folder)
        var notThere = try await parts(into: folder)
        notThere[SnapshotFile.lastAccessedFolder] =
            lastAccessed
            ? try await self.lastAccessed(of: users, into: folder)
            : "\(SnapshotFile.lastAccessedFolder)/ was not asked for; 'tenure snapshot pull --last-accessed' does"
        notThere[SnapshotFile.analyzers.path] =
            "\(SnapshotFile.analyzers.path) is not read by tenure: put what '\(SnapshotFile.analyzers.command ?? "")' prints beside the other files, and load them"
        let label = SnapshotLabel(account: session.account.id, taken: taken, reported: report.generated, notThere: notThere)
        try write(label.text, .label, folder)
    }

    private func write(_ text: String, _ file: SnapshotFile, _ folder: URL) throws {
        try PrivateFile.write(Data(text.utf8), to: folder.appending(path: file.path))
    }

    private func details(into folder: URL) async throws -> [ARN] {
        var writer = DetailsWriter()
        var (wanted, told): (Set<ARN>, Set<ARN>) = ([], [])
        var users: [ARN] = []
        var marker: Marker?
        repeat {
            let page = try await iam.getAccountAuthorizationDetails(AccountEntity.Kind.allCases, from: marker)
            for entity in page.items where !Self.isUnusedOfAWS(entity) {
                writer.add(entity)
                wanted.formUnion(entity.usedPolicies)
                if case .policy(let policy) = entity { told.insert(policy.arn) }
                if case .user(let user) = entity { users.append(user.user.arn) }
            }
            progress("\(users.count) users")
            marker = page.next
        } while marker != nil
        for arn in wanted.subtracting(told).sorted(by: { $0.description < $1.description }) {
            if let policy = try await policy(arn) { writer.add(.policy(policy)) }
        }
        try PrivateFile.write(Data(writer.bytes), to: folder.appending(path: SnapshotFile.details.path))
        return users
    }

    // AWS has over a thousand policies of its own, and IAM tells those that somebody has; others tell them all.
    private static func isUnusedOfAWS(_ entity: AccountEntity) -> Bool {
        guard case .policy(let policy) = entity else { return false }
        return policy.arn.account == "aws" && policy.attachmentCount == 0 && policy.boundaryCount == 0
    }

    // IAM leaves out policies that are a boundary and nothing else. One that is gone by now stays unknown.
    private func policy(_ arn: ARN) async throws -> PolicyDetail? {
        do {
            let policy = try await iam.getPolicy(arn)
            let document = try await iam.getPolicyVersion(policy.defaultVersion, of: arn)
            let version = PolicyDetail.Version(id: policy.defaultVersion, document: document)
            return PolicyDetail(
                name: policy.name, arn: arn, defaultVersion: policy.defaultVersion, versions: [version], attachmentCount: 0,
                boundaryCount: 1)
        } catch let error as IAMError where error.code == .noSuchEntity {
            return nil
        }
    }

    /// Reads the small parts; says of each that could not be read why.
    private func parts(into folder: URL) async throws -> [String: String] {
        var notThere: [String: String] = [:]
        func part(_ file: SnapshotFile, _ read: () async throws -> String) async throws {
            do {
                try write(try await read(), file, folder)
            } catch let error as IAMError {
                notThere[file.path] = error.description
            }
        }
        try await part(.summary) { SmallPartsWriter.text(try await iam.getAccountSummary()) }
        try await part(.passwordPolicy) { SmallPartsWriter.text(try await session.passwordRule()) }
        try await part(.virtualDevices) {
            let devices = try await every { try await iam.listVirtualMFADevices(.any, from: $0) }
            return SmallPartsWriter.text(devices, in: session.account.id, session.account.partition)
        }
        try await part(.serverCertificates) { SmallPartsWriter.text(try await every { try await iam.listServerCertificates(from: $0) }) }
        return notThere
    }
}

extension AccountEntity {
    /// The managed policies that it has attached, or that bound it.
    fileprivate var usedPolicies: [ARN] {
        switch self {
        case .user(let user): user.attachedPolicies.map(\.arn) + [user.user.boundary].compactMap(\.self)
        case .group(let group): group.attachedPolicies.map(\.arn)
        case .role(let role): role.attachedPolicies.map(\.arn) + [role.boundary].compactMap(\.self)
        case .policy: []
        }
    }
}

/// IAM did not make a credential report in time.
public struct NoReport: Error, Sendable, CustomStringConvertible {
    public let account: AccountAlias

    public var description: String { "IAM made no credential report of account '\(account)' within a minute" }
    /// What to do about it.
    public let hint = "try again in some minutes; IAM goes on with what it has begun"
}
