import Foundation
import IAM
import Lifecycle

extension SnapshotPuller {
    // So many users are asked about at once: each is a job of its own at AWS.
    private static let width = 8
    private static let attempts = 60

    /// Has AWS find out which services each user last used; says why if it could not be told.
    func lastAccessed(of users: [ARN], into folder: URL) async throws -> String? {
        do {
            _ = try await concurrently(users, width: Self.width) { user in
                guard let accessed = try await lastAccessed(of: user) else { return }
                let name = try UserName(String(user.resource.split(separator: "/").last ?? ""))
                let file = folder.appending(path: SnapshotFile.lastAccessed(name).path)
                try PrivateFile.write(Data(SmallPartsWriter.text(accessed).utf8), to: file)
                progress("services of '\(name)'")
            }
            return nil
        } catch let error as IAMError {
            return error.description
        }
    }

    private func lastAccessed(of user: ARN) async throws -> LastAccessed? {
        let job: JobID
        do {
            job = try await session.iam.generateServiceLastAccessedDetails(of: user)
        } catch let error as IAMError where error.code == .noSuchEntity {
            // Gone since the details were read.
            return nil
        }
        var services: [ServiceAccess] = []
        var marker: Marker?
        for attempt in 0..<Self.attempts {
            switch try await session.iam.getServiceLastAccessedDetails(job, from: marker) {
            case .inProgress: try await world.sleep(.milliseconds(min(250 << min(attempt, 4), 4_000)))
            case .failed: return nil
            case .completed(let time, let page):
                services += page.items
                marker = page.next
                if marker == nil { return LastAccessed(asOf: time, services: services) }
            }
        }
        return nil
    }
}
