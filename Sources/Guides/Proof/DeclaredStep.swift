import IAM

/// What a template's front matter says of one of its numbered steps.
struct DeclaredStep: Hashable {
    /// As the text numbers it.
    let number: Int
    /// A word for it that both languages share.
    let id: String
    let actor: StepActor
    /// What the step asks of AWS whatever device the reader has; in order, before the step establishes anything.
    let calls: [DeclaredCall]
    /// What it asks besides, by device.
    let deviceCalls: [DeviceKind: [DeclaredCall]]
    /// In this order.
    let establishes: [Established]
    /// Of the file, where the step is declared.
    var line: Int

    /// The calls of a reader with that device.
    func calls(with device: DeviceKind) -> [DeclaredCall] { calls + deviceCalls[device, default: []] }

    /// The same without its place, to be compared with its twin.
    var content: DeclaredStep {
        var step = self
        step.line = 0
        return step
    }
}

/// A kind of MFA device that a reader can enrol.
public enum DeviceKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// An authenticator app.
    case virtual
    /// A passkey or security key, which only the console can enrol.
    case passkey
}

/// Who makes the calls of a step, and with which credentials.
enum StepActor: String, Hashable, CaseIterable {
    /// The reader, signed in to the console.
    case console
    /// The reader, with a long-term access key.
    case accessKey = "access-key"
    /// The reader, with a session that was got by an access key and an MFA code.
    case session = "mfa-session"
    /// The program, with its own principal.
    case tenure
}

/// What is so once a step is done.
enum Established: String, Hashable, CaseIterable {
    /// Signed in to the console, with MFA if a device is enrolled by then; whoever is signed in stays as they are.
    case signedIn = "signed-in"
    case signedOut = "signed-out"
    case deviceEnrolled = "device-enrolled"
    case passwordChanged = "password-changed"
    /// A session got by an access key and an MFA code, which only an authenticator app gives.
    case session = "mfa-session"
}

/// One call: `iam:EnableMFADevice user/{{userName}}`.
public struct DeclaredCall: Hashable, Sendable, CustomStringConvertible {
    let action: ActionName
    /// `*`, or what stands after the account in an ARN of IAM, with names to be filled in.
    let resource: String

    /// The names that can be filled in.
    static let names = ["userName", "deviceName", "dutyGroup"]
    /// The reader themselves, whatever their path: IAM asks for the user that a name leads to.
    static let ownUser = "user/{{userName}}"
    /// The virtual device as the guide has it named.
    static let ownDevice = "mfa/{{deviceName}}"

    /// Reads a call; nil if it is none.
    init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 2, let action = try? ActionName(parts[0]), Self.isResource(parts[1]) else { return nil }
        self.action = action
        self.resource = parts[1]
    }

    private static func isResource(_ text: String) -> Bool {
        let filled = names.reduce(text) { $0.replacing("{{\($1)}}", with: "x") }
        return filled == "*" || (filled.contains("/") && !filled.contains { " {}*?:".contains($0) })
    }

    public var description: String { "\(action) \(resource)" }
}
