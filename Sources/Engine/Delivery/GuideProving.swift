import Guides
import IAM
import Lifecycle

/// What a proof is about: whatever else is true of a user changes nothing in it, so that one proof serves everyone of whom this is so.
struct GuideQuestion: Hashable, Sendable {
    let kind: GuideKind
    let language: Language
    let reader: GuideReader

    /// The same where the account's password rules let every user change their own password.
    var withChangeOfPassword: GuideQuestion {
        var reader = reader
        reader.mayChangePassword = true
        return GuideQuestion(kind: kind, language: language, reader: reader)
    }
}

extension LetterDesk {
    /// What has to be proved before a guide of that kind goes to its reader: once with an authenticator app, once with a passkey.
    func questions(_ kind: GuideKind, for subject: LetterSubject) throws -> [GuideQuestion] {
        let (record, account) = (subject.record, subject.account)
        let path = try record.sighting?.path ?? IAMPath("/")
        return DeviceKind.allCases.map { device in
            var reader = GuideReader(device, path: path, in: account.partition, isNew: !record.isAdopted)
            reader.dutyGroup = account.dutyGroup
            reader.holdsKeys = record.sighting?.keys.contains(where: \.isActive) ?? false
            return GuideQuestion(kind: kind, language: subject.person.attributes.language, reader: reader)
        }
    }

    /// The proof that a reader can follow a guide under that duty policy. What tenure does itself is not asked.
    func proof(_ question: GuideQuestion, under duty: PolicyDocument) throws(GuideError) -> GuideProof {
        try GuideProof(
            of: question.kind, question.language, for: question.reader,
            under: GuidePolicies(reader: [AppliedPolicy("policy \(DutyGroup.policyName)", duty)]), templates: templates)
    }

    /// Throws `GuideError.refuted` if the reader could not follow the guide under the duty policy of their account as tenure makes it.
    public func prove(_ kind: GuideKind, for subject: LetterSubject) throws {
        let duty = try PolicyDocument(parsing: subject.account.duty.document(in: subject.account.partition), as: .managed)
        for question in try questions(kind, for: subject) {
            guard let refutation = try proof(question, under: duty).refutation else { continue }
            throw GuideError.refuted(question.kind, question.language, refutation)
        }
    }
}
