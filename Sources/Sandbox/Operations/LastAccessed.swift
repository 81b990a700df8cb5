import Foundation
import IAM

extension SandboxAccount {
    public func generateServiceLastAccessedDetails(of entity: ARN) async throws -> JobID {
        try call(.generateServiceLastAccessedDetails, entity.description) { transaction throws(Refusal) in
            guard transaction.view.users.contains(where: { transaction.arn(of: $0) == entity }) else {
                throw Refusal(.noSuchEntity, "ARN \(entity) does not exist.")
            }
            // The job is its own record: for whom, and since when.
            let text = "\(Int(transaction.now.timeIntervalSince1970)) \(entity)"
            return JobID(Data(text.utf8).base64EncodedString())
        }
    }

    public func getServiceLastAccessedDetails(_ job: JobID, from marker: Marker?) async throws -> AccessJob {
        try call(.getServiceLastAccessedDetails, job.text) { transaction throws(Refusal) in
            guard let text = Data(base64Encoded: job.text).flatMap({ String(data: $0, encoding: .utf8) }),
                let gap = text.firstIndex(of: " "), let seconds = Double(text[..<gap])
            else { throw Refusal(.noSuchEntity, "The job \(job.text) cannot be found.") }
            let done = Date(timeIntervalSince1970: seconds + transaction.settings.reportDelay)
            guard done <= transaction.now else { return .inProgress }
            guard let user = transaction.view.users.first(where: { transaction.arn(of: $0).description == text[gap...].dropFirst() }) else {
                return .failed("the entity is gone")
            }
            return .completed(at: done, try transaction.page(user.accesses, by: \.namespace, from: marker))
        }
    }
}

extension UserRecord {
    /// What was said of the user's services, and what the keys were used for.
    fileprivate var accesses: [ServiceAccess] {
        var last: [String: Date?] = [:]
        for service in services ?? [] { last.updateValue(service.last, forKey: service.namespace) }
        for key in keys { if let used = key.lastUsed { last[key.service] = max(used, last[key.service, default: nil] ?? used) } }
        return last.map { ServiceAccess(namespace: $0.key, last: $0.value) }
    }
}
