import Foundation
import IAM
import Lifecycle

extension StepPerformer {
    /// Sets a fresh password and hands it over. Run again, it sets and hands over another: the last one handed over is the valid one.
    func setPassword() async throws -> UserEvent.Outcome {
        let name = try name()
        let password = PasswordMaker(policy: try await works.passwordPolicy(), randomBytes: world.randomBytes).password()
        do {
            try await iam.createLoginProfile(for: name, password: password, resetRequired: false)
        } catch let error as IAMError where error.code == .entityAlreadyExists {
            try await iam.updateLoginProfile(of: name, password: password, resetRequired: false)
        }
        try await world.passwords.hand(password, of: name, in: record.account, to: person)
        return .passwordSet
    }
}

/// Makes passwords that an account's policy accepts.
struct PasswordMaker {
    let policy: PasswordPolicy
    let randomBytes: @Sendable (Int) -> [UInt8]

    // Without characters that are taken for one another when they are read from paper.
    private static let classes = [
        Array("abcdefghijkmnpqrstuvwxyz"), Array("ABCDEFGHJKLMNPQRSTUVWXYZ"), Array("23456789"), Array("!@#$%^&*()_+-=[]{}"),
    ]

    /// A password of at least 20 characters with all four classes, every character drawn with equal chance.
    func password() -> Password {
        let length = max(20, min(policy.minimumLength, 128))
        var characters = Self.classes.map { pick($0) }
        let all = Self.classes.flatMap(\.self)
        while characters.count < length { characters.append(pick(all)) }
        for place in stride(from: characters.count - 1, to: 0, by: -1) { characters.swapAt(place, draw(below: place + 1)) }
        return Password(String(characters))
    }

    private func pick(_ characters: [Character]) -> Character { characters[draw(below: characters.count)] }

    // A byte above the last whole multiple is drawn again, or small numbers would come more often.
    private func draw(below bound: Int) -> Int {
        let limit = 256 - 256 % bound
        while true {
            let byte = Int(randomBytes(1).first ?? 0)
            if byte < limit { return byte % bound }
        }
    }
}
