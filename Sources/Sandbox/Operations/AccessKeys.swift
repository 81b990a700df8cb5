import IAM

extension SandboxAccount {
    public func listAccessKeys(of name: UserName, from marker: Marker?) async throws -> Page<AccessKey> {
        try call(.listAccessKeys, name.text) { transaction throws(Refusal) in
            let user = try transaction.seenUser(name)
            let keys = user.keys.map { AccessKey(id: $0.id, user: user.name, isActive: $0.isActive, created: $0.created) }
            return try transaction.page(keys, by: \.id.text, from: marker)
        }
    }

    public func getAccessKeyLastUsed(_ id: AccessKeyID) async throws -> AccessKeyLastUsed {
        try call(.getAccessKeyLastUsed, id.text) { transaction throws(Refusal) in
            guard let key = transaction.view.owner(of: id)?.keys.first(where: { $0.id == id }) else { throw .noKey(id) }
            return AccessKeyLastUsed(date: key.lastUsed, region: key.region, service: key.service)
        }
    }

    public func updateAccessKey(_ id: AccessKeyID, of name: UserName, active: Bool) async throws {
        try call(.updateAccessKey, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard let place = user.keys.firstIndex(where: { $0.id == id }) else { throw .noKey(id) }
            user.keys[place].isActive = active
            transaction.put(user)
        }
    }

    public func deleteAccessKey(_ id: AccessKeyID, of name: UserName) async throws {
        try call(.deleteAccessKey, name.text) { transaction throws(Refusal) in
            var user = try transaction.user(name)
            guard let place = user.keys.firstIndex(where: { $0.id == id }) else { throw .noKey(id) }
            user.keys.remove(at: place)
            transaction.put(user)
        }
    }
}
