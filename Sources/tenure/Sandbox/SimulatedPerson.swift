import Engine
import Foundation
import IAM
import Lifecycle
import Sandbox

/// A person of a simulated account, who reads their own mail and knows their own password.
struct SimulatedPerson {
    private let place: Workplace
    private let sandbox: SandboxAccount
    private let name: UserName
    private let memory: URL
    private let delivered: URL

    init(place: Workplace, record: UserRecord) throws {
        self.place = place
        sandbox = try place.sandbox(try place.account(record.account))
        guard let name = record.name.text.flatMap({ try? UserName($0) }) else {
            throw Trouble("the user's name was erased", hint: "choose another user")
        }
        self.name = name
        memory = Home.url(.sandbox, in: place.directory).appending(path: "people/\(record.account)-\(name)")
        delivered = Home.url(.out, in: place.directory).appending(path: "passwords/\(record.account)-\(name).txt")
    }

    /// Does it, and says what came of it.
    func act(_ act: SimulatedAct) throws -> String {
        switch act {
        case .signIn:
            let session = try signIn()
            return "signed in \(session.hasMFA ? "with" : "without") MFA"
        case .enrolMFA:
            let credentials = ActingCredentials.console(try signIn())
            let serial = try sandbox.createVirtualMFADevice(named: name.text, by: credentials)
            try sandbox.enableMFADevice(serial, by: credentials)
            return "enabled \(serial)"
        case .enrolPasskey: return "enabled \(try sandbox.enablePasskey(named: "\(name)-passkey", by: try signIn()))"
        case .changePassword:
            let session = try signIn()
            let new = freshPassword()
            try sandbox.changePassword(from: try password(), to: new, by: .console(session))
            try remember(new)
            return "changed the password"
        case .removeMFA: return try removeMFA()
        case .createKey: return "made \(try sandbox.createOwnAccessKey(by: .console(try signIn())))"
        case .useKey: return try useKey()
        case .receiveSSHKey: return "has SSH key \(try sandbox.seedSSHKey(of: name))"
        case .receiveGitCredential:
            return "has Git credential \(try sandbox.seedServiceCredential(of: name, service: "codecommit.amazonaws.com"))"
        }
    }

    /// Tries a call from the console.
    func call(_ action: String) throws -> String {
        switch try sandbox.answer(to: action, on: "*", by: .console(try signIn())) {
        case .allowed: "\(action): allowed"
        case .explicitDeny: "\(action): denied by a policy"
        case .implicitDeny: "\(action): denied, because nothing allows it"
        }
    }

    private func removeMFA() throws -> String {
        let session = try signIn()
        let devices = try sandbox.devices(of: name)
        for serial in devices { try sandbox.deactivateOwnMFADevice(serial, by: .console(session)) }
        return "removed \(devices.map(\.text).joined(separator: ", "))"
    }

    private func useKey() throws -> String {
        let keys = try sandbox.activeKeys(of: name)
        guard let key = keys.first else { return "has no active key" }
        try sandbox.useAccessKey(key, service: "s3", region: "us-east-1")
        return "used \(key)"
    }

    private func signIn() throws -> ConsoleSession {
        try sandbox.signIn(name, password: try password(), showingMFA: try !sandbox.devices(of: name).isEmpty)
    }

    private func password() throws -> Password {
        for file in [memory, delivered] {
            guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
            let password = Password(text.trimmingCharacters(in: .newlines))
            if try sandbox.isPassword(password, validFor: name) { return password }
        }
        throw Trouble("\(name) knows no password that works", hint: "passwords are delivered by 'tenure run'", status: .refused)
    }

    private func freshPassword() -> Password {
        let letters = Array("abcdefghijkmnpqrstuvwxyz")
        let random = (0..<16).map { _ in letters[Int.random(in: 0..<letters.count)] }
        return Password("My-9" + String(random))
    }

    private func remember(_ password: Password) throws {
        try PrivateFile.write(password.reveal { Data($0.utf8) }, to: memory)
    }
}
