/// What the account's password policy allows every user.
/// Source: IAM User Guide, "Permit IAM users to change their own passwords".
enum PasswordGrant {
    /// The user's own password, and the account's rules for it; of a user who is not known, whoever that is.
    static func terms(to user: ARN?) -> [Term] {
        let own = user.map { $0.description.utf16.map(SymbolUnit.exactly) } ?? [.value(of: "aws:PrincipalArn")]
        return [
            term("iam:ChangePassword", on: Language(patterns: [SymbolPattern(units: own, isLoose: false)], isNegated: false)),
            term("iam:GetAccountPasswordPolicy", on: .all),
        ]
    }

    /// One action that no statement allows.
    static func term(_ action: String, on resources: Language) -> Term {
        let units = action.lowercased().utf16.map(SymbolUnit.exactly)
        return Term(
            reference: nil, actions: Language(patterns: [SymbolPattern(units: units, isLoose: false)], isNegated: false),
            resources: resources, tests: [], conditions: [], spellings: [action], targets: [])
    }
}
