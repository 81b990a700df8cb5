import Foundation
import IAM

extension SandboxAccount {
    /// Makes an access key for the person themselves. Its secret is not simulated: nothing could be signed with it.
    public func createOwnAccessKey(by credentials: ActingCredentials) throws -> AccessKeyID {
        try perform { transaction throws(Refusal) in
            let user = try transaction.user(behind: credentials)
            try transaction.authorize("iam:CreateAccessKey", on: transaction.arn(of: user).description, for: user, with: credentials)
            return try transaction.addKey(to: user)
        }
    }

    /// Uses a key for a request to a service, which an active key always can: whether the request is then allowed does not matter to its
    /// last use. Of several uses within fifteen minutes only the first is recorded.
    public func useAccessKey(_ id: AccessKeyID, service: String, region: String) throws {
        try perform { transaction throws(Refusal) in
            var user = try transaction.user(behind: .accessKey(id))
            guard let place = user.keys.firstIndex(where: { $0.id == id }) else { throw .noKey(id) }
            if let last = user.keys[place].lastUsed, transaction.now.timeIntervalSince(last) < 900 { return }
            user.keys[place].lastUsed = transaction.now
            user.keys[place].service = service
            user.keys[place].region = region
            transaction.put(user)
        }
    }
}

extension Transaction {
    mutating func addKey(to user: UserRecord) throws(Refusal) -> AccessKeyID {
        var user = user
        guard user.keys.count < Quotas.keysPerUser else { throw .quota("AccessKeysPerUser", Quotas.keysPerUser) }
        let id = try checkedID("AKIA", length: 20)
        user.keys.append(KeyRecord(id: id, isActive: true, created: now, rotated: now))
        put(user)
        return id
    }
}
