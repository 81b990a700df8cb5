import Engine
import IAM
import Lifecycle

/// What an approver has to know before a user that was found comes under the block.
struct AdoptionPreview {
    let sighting: Sighting
    let isPrincipal: Bool
    /// What carries no MFA and stops working without it; empty if there is none.
    let credentials: String
    let place: Workplace

    var text: String {
        var parts = ["groups \(sighting.groups.isEmpty ? "none" : sighting.groups.map(\.text).joined(separator: ", "))"]
        parts.append(sighting.devices.isEmpty ? "no MFA" : "MFA")
        for key in sighting.keys where key.isActive { parts.append("key \(key.slot) active, last used \(place.text(key.lastUsed))") }
        if sighting.keys.contains(where: { $0.isActive && ($0.lastUsed.map { $0 + UserContext.keyUse >= place.now } ?? false) }) {
            parts.append("KEY IN USE: waits for a decision before the block")
        }
        if !credentials.isEmpty { parts.append(credentials) }
        if isPrincipal { parts.append("TENURE'S OWN USER: never blocked unasked") }
        if sighting.groups.count >= 10 { parts.append("IN TEN GROUPS: has no room for the duty group") }
        if !sighting.inlinePolicies.isEmpty {
            parts.append("inline policies \(sighting.inlinePolicies.map(\.text).joined(separator: ", "))")
        }
        return parts.joined(separator: "; ")
    }
}

/// SSH keys and credentials for single services (Git over HTTPS and others) of users that are to be adopted, read from the account: two calls a user.
///
/// They carry no MFA, so they stop working under the block. No report of IAM lists them.
struct AdoptionCredentials {
    let place: Workplace
    let account: Account

    /// What the user has, or that it could not be read; empty if nothing is there.
    func text(of sighting: Sighting) async -> String {
        guard let name = sighting.name.text.flatMap({ try? UserName($0) }) else { return "" }
        do {
            let iam = try await place.home.world.iam(account)
            let keys = try await every { try await iam.listSSHPublicKeys(of: name, from: $0) }
            let others = try await every { try await iam.listServiceSpecificCredentials(of: name, from: $0) }
            return Self.text(keys.map { ("SSH key", $0) } + others.map { ($0.service, $0) })
        } catch {
            return "SSH KEYS AND GIT CREDENTIALS NOT READ: \(error)"
        }
    }

    private static func text(_ found: [(kind: String, credential: Credential)]) -> String {
        guard !found.isEmpty else { return "" }
        let list = found.map { "\($0.kind) \($0.credential.id)\($0.credential.isActive ? "" : " (inactive)")" }.joined(separator: ", ")
        return found.contains(where: \.credential.isActive) ? "\(list): STOPS WORKING UNDER THE BLOCK" : list
    }
}
