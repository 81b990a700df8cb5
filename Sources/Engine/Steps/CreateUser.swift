import Foundation
import IAM
import Lifecycle

/// The tags by which a user that we made is told from anyone else's.
enum OwnTag {
    static let request = "tenure:request"
    static let record = "tenure:user"
    static let nonce = "tenure:nonce"
}

extension StepPerformer {
    func createUser() async throws -> UserEvent.Outcome {
        let name = try name()
        let tags = [
            Tag(OwnTag.request, record.request.description), Tag(OwnTag.record, record.id.description), Tag(OwnTag.nonce, transit.nonce),
        ]
        let asked = world.now()
        do {
            return made(try await iam.createUser(name, path: .root, tags: tags), after: asked)
        } catch let error as IAMError where error.code == .entityAlreadyExists {
            return try await adoptOwn(name)
        }
    }

    // The answer to an earlier call may have been lost: the tags tell whether the user that is there is ours.
    private func adoptOwn(_ name: UserName) async throws -> UserEvent.Outcome {
        guard let user = try await find(name) else { throw NotYetSeen("IAM says that there is a user '\(name)' and does not show it yet") }
        guard isOurs(user) else {
            throw StepConflict("there is a user '\(user.name)' in account '\(record.account)' that this request did not make")
        }
        return made(user, after: transit.began)
    }

    // IAM dated the user after we asked for it, so its clock is ahead by no more than this; both times are cut to seconds. Nor is it ahead by
    // more than five minutes, or it would refuse our signatures. Too much makes us miss a password that was changed at once; too little
    // would take our own for the person's.
    private func made(_ user: User, after asked: Date) -> UserEvent.Outcome {
        .created(user: user.id, ahead: min(Int(user.created.timeIntervalSince(asked).rounded(.up)) + 1, 300))
    }

    private func isOurs(_ user: User) -> Bool {
        user.tags.contains(Tag(OwnTag.record, record.id.description)) && user.tags.contains(Tag(OwnTag.nonce, transit.nonce))
    }

    func undoCreateUser() async throws {
        let name = try name()
        guard let user = try await find(name), isOurs(user) else { return }
        try await ignoring([.noSuchEntity]) { try await iam.deleteUser(name) }
    }
}

extension IAMPath {
    /// `/`
    static let root = (try? IAMPath("/")) ?? unreachable()

    private static func unreachable() -> IAMPath { preconditionFailure("/ is a path") }
}
