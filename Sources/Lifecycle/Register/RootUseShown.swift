import Foundation
import IAM

extension RootUse {
    /// The last uses that root's row in a credential report tells.
    public static func shown(by row: CredentialReport.Row) -> [RootUse] {
        var uses = row.keys.compactMap { key in key.lastUsed.map { RootUse(key.slot == 1 ? .key1 : .key2, at: $0) } }
        switch row.passwordLastUsed {
        case .at(let date): uses.append(RootUse(.password, at: date))
        case .noInformation, .notApplicable, .notSupported: break
        }
        return uses
    }
}
