import IAM

extension SandboxAccount {
    /// The serials of the MFA devices that a person holds; none for somebody who is not there.
    public func devices(of name: UserName) throws -> [MFASerial] {
        try perform { transaction throws(Refusal) in ((try? transaction.user(name))?.devices ?? []).map(\.serial) }
    }

    /// The ids of a person's active access keys.
    public func activeKeys(of name: UserName) throws -> [AccessKeyID] {
        try perform { transaction throws(Refusal) in ((try? transaction.user(name))?.keys ?? []).filter(\.isActive).map(\.id) }
    }
}
