/// The account's rules for console passwords. IAM has none until one is set: then GetAccountPasswordPolicy refuses
/// with `NoSuchEntity` and `PasswordPolicy.whenNoneIsSet` holds.
public struct PasswordPolicy: Hashable, Sendable, Codable {
    public var minimumLength: Int
    public var requiresSymbols: Bool
    public var requiresNumbers: Bool
    public var requiresUppercase: Bool
    public var requiresLowercase: Bool
    public var usersMayChange: Bool
    /// Days; nil if passwords do not expire.
    public var maximumAge: Int?
    public var reusePrevention: Int?
    public var hardExpiry: Bool

    /// A policy of these rules.
    public init(
        minimumLength: Int, requiresSymbols: Bool, requiresNumbers: Bool, requiresUppercase: Bool, requiresLowercase: Bool,
        usersMayChange: Bool, maximumAge: Int? = nil, reusePrevention: Int? = nil, hardExpiry: Bool = false
    ) {
        self.minimumLength = minimumLength
        self.requiresSymbols = requiresSymbols
        self.requiresNumbers = requiresNumbers
        self.requiresUppercase = requiresUppercase
        self.requiresLowercase = requiresLowercase
        self.usersMayChange = usersMayChange
        self.maximumAge = maximumAge
        self.reusePrevention = reusePrevention
        self.hardExpiry = hardExpiry
    }

    /// What IAM demands without a policy: eight characters and three of the four classes, stated here as all four.
    public static let whenNoneIsSet = PasswordPolicy(
        minimumLength: 8, requiresSymbols: true, requiresNumbers: true, requiresUppercase: true, requiresLowercase: true,
        usersMayChange: false)
}
