import Checks
import Foundation
import IAM

/// SplitMix64: the same numbers from the same seed, everywhere.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func throwsOne(in sides: Int) -> Bool { Int.random(in: 0..<sides, using: &self) == 0 }

    mutating func days(_ range: ClosedRange<Int>) -> Double { Double(Int.random(in: range, using: &self)) + 0.5 }
}

/// An account whose faults were put there on purpose, and the list of them.
///
/// The list is written when a fault is planted, from the meaning of the rules; nothing here asks a check or the evaluator.
struct PlantedTruth {
    private(set) var account = SampleAccount()
    private(set) var faults: Set<String> = []
    private var dice: Dice
    private static let arn = "arn:aws:iam::123456789012:"

    init(seed: UInt64, users: Int) {
        dice = Dice(seed: seed)
        account.policies = [
            .administrator, .own("power", SamplePolicy.allow("*")), .own("reader", SamplePolicy.allow("s3:Get*", "ec2:Describe*")),
            .own("fence", SamplePolicy.allow("s3:*", "ec2:*")),
        ]
        account.groups = [
            SampleGroup(name: "admins", attached: [SamplePolicy.administratorARN]),
            SampleGroup(name: "half", inline: ["most": PermissionTests.everythingButIAM]),
            SampleGroup(name: "other-half", inline: ["iam": SamplePolicy.allow("iam:*", "organizations:*", "account:*")]),
            SampleGroup(name: "stopped", inline: ["no": SamplePolicy.statements(SamplePolicy.statement("Deny", "Action", ["*"]))]),
            SampleGroup(name: "readers", attached: ["arn:aws:iam::123456789012:policy/reader"]),
            SampleGroup(name: "passers", inline: ["pass": SamplePolicy.allow("iam:PassRole", on: "\(Self.arn)role/robot")]),
            SampleGroup(name: "coders", inline: ["code": SamplePolicy.allow("lambda:CreateFunction", "lambda:InvokeFunction")]),
        ]
        account.roles = [
            .administrator("robot", trust: SampleRole.service("lambda")),
            SampleRole(
                name: "step", trust: SampleRole.caller("root"),
                inline: ["on": SamplePolicy.allow("sts:AssumeRole", on: "\(Self.arn)role/top")]),
            .administrator("top", trust: SampleRole.caller("role/step")), SampleRole(name: "idle", trust: SampleRole.service("lambda")),
        ]
        for number in 0..<users { account.users.append(plantUser("user\(number)")) }
    }

    private mutating func plant(_ check: CheckID, _ subject: String) { faults.insert("\(check):\(SampleAccount.number):\(subject)") }

    private mutating func plantUser(_ name: String) -> SampleUser {
        var user = SampleUser(name, mfa: dice.throwsOne(in: 2))
        let age = dice.days(0...400)
        user.created = SampleAccount.ago(age)
        var uses: [Double] = []
        if !dice.throwsOne(in: 3) { uses += plantPassword(&user, age) }
        for slot in 1...2 where dice.throwsOne(in: 2) && user.keys.count == slot - 1 { uses += plantKey(&user, slot, age) }
        if user.keys.count(where: \.isActive) == 2 { plant(.twoActiveKeys, "user/\(name)") }
        if age >= 90, uses.allSatisfy({ $0 >= 90 }) { plant(.inactiveUser, "user/\(name)") }
        plantPermissions(&user)
        return user
    }

    private mutating func plantPassword(_ user: inout SampleUser, _ age: Double) -> [Double] {
        if !user.mfa { plant(.consoleUserMFA, "user/\(user.name)") }
        let changed = min(age, dice.days(0...200))
        if dice.throwsOne(in: 3) {
            user.password = .init(changed: SampleAccount.ago(changed))
            if changed >= 45 { plant(.passwordUnused, "user/\(user.name)") }
            return []
        }
        let used = min(changed, dice.days(0...120))
        user.password = .init(used: SampleAccount.ago(used), changed: SampleAccount.ago(changed))
        if used >= 45 { plant(.passwordUnused, "user/\(user.name)") }
        return [used]
    }

    private mutating func plantKey(_ user: inout SampleUser, _ slot: Int, _ age: Double) -> [Double] {
        let isFromCreation = dice.throwsOne(in: 3)
        let made = isFromCreation ? age : min(age, dice.days(0...200))
        let used = dice.throwsOne(in: 3) ? nil : min(made, dice.days(0...120))
        let isActive = !dice.throwsOne(in: 4)
        user.keys.append(.init(isActive: isActive, made: SampleAccount.ago(made), used: used.map { SampleAccount.ago($0) }))
        if isActive {
            if used ?? made >= 45 { plant(.keyUnused, "user/\(user.name)/key/\(slot)") }
            if made > 90 { plant(.keyAge, "user/\(user.name)/key/\(slot)") }
            if made == age, used == nil, user.password != nil { plant(.keyAtCreation, "user/\(user.name)") }
        }
        return used.map { [$0] } ?? []
    }

    /// One of the ways to be an administrator, or one of those that look like one.
    private mutating func plantPermissions(_ user: inout SampleUser) {
        var (isAdministrator, isStopped) = (true, false)
        switch Int.random(in: 0..<24, using: &dice) {
        case 0: user.groups = ["admins"]
        case 1: attach(SamplePolicy.administratorARN, to: &user)
        case 2: attach("arn:aws:iam::123456789012:policy/power", to: &user)
        case 3: inline(["all": SamplePolicy.allow("*")], on: &user)
        case 4: user.groups = ["half", "other-half"]
        case 5: inline(["all": SamplePolicy.allow("*", if: PermissionTests.withMFA)], on: &user)
        case 6:
            user.groups = ["admins"]
            user.boundary = "arn:aws:iam::123456789012:policy/fence"
            isAdministrator = false
        case 7:
            user.groups = ["admins", "stopped"]
            (isAdministrator, isStopped) = (false, true)
        case 8:
            user.groups = ["half"]
            isAdministrator = false
        case 9:
            inline(["AdministratorAccess": SamplePolicy.allow("s3:*")], on: &user)
            isAdministrator = false
        case 10...17:
            plantEscalation(&user)
            isAdministrator = false
        default:
            user.groups = ["readers"]
            isAdministrator = false
        }
        // Everything but IAM lets the robot's functions be rewritten.
        if user.groups == ["half"] { plant(.privilegeEscalation, "user/\(user.name)") }
        let disablesAudit = isAdministrator || (user.groups == ["half"] && !isStopped)
        if disablesAudit { plant(.auditCanBeDisabled, "user/\(user.name)") }
        guard isAdministrator else { return }
        plant(.administrator, "user/\(user.name)")
        let canEnter = user.password != nil || user.keys.contains(where: \.isActive)
        if !user.mfa, canEnter { plant(.administratorWithoutMFA, "user/\(user.name)") }
    }

    /// One of the ways to become an administrator, or one of those that look like one.
    private mutating func plantEscalation(_ user: inout SampleUser) {
        let isOpen: Bool
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: (user.groups, isOpen) = (["passers", "coders"], true)
        case 1: (user.groups, isOpen) = (["coders"], false)
        case 2:
            inline(["own": SamplePolicy.allow("iam:PutUserPolicy", on: "\(Self.arn)user/${aws:username}")], on: &user)
            isOpen = true
        case 3:
            inline(["own": SamplePolicy.allow("iam:PutUserPolicy", on: "\(Self.arn)user/nobody")], on: &user)
            isOpen = false
        case 4:
            inline(["step": SamplePolicy.allow("sts:AssumeRole", on: "\(Self.arn)role/step")], on: &user)
            isOpen = true
        case 5:
            inline(["top": SamplePolicy.allow("sts:AssumeRole", on: "\(Self.arn)role/top")], on: &user)
            isOpen = false
        case 6:
            inline(["own": SamplePolicy.allow("iam:AttachUserPolicy")], on: &user)
            user.groups = ["stopped"]
            isOpen = false
        default:
            inline(["join": SamplePolicy.allow("iam:AddUserToGroup", on: "\(Self.arn)group/admins")], on: &user)
            isOpen = true
        }
        if isOpen { plant(.privilegeEscalation, "user/\(user.name)") }
    }

    private mutating func attach(_ arn: String, to user: inout SampleUser) {
        user.attached = [arn]
        let name = arn.split(separator: "/").last ?? ""
        plant(.directPermission, "user/\(user.name)/\(arn.contains("::aws:") ? "aws-policy" : "policy")/\(name)")
    }

    private mutating func inline(_ policies: [String: String], on user: inout SampleUser) {
        user.inline = policies
        for name in policies.keys { plant(.directPermission, "user/\(user.name)/inline/\(name)") }
    }
}
