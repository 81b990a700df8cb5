import IAM
import Testing

@Suite struct CatalogueTests {
    private let catalogue = ActionCatalogue()

    private func action(_ name: String) throws -> CatalogueAction { try #require(catalogue.action(try ActionName(name))) }

    @Test func `the catalogue says what it was made from, and holds as much as it says`() {
        let services = catalogue.services.compactMap { catalogue.service($0) }
        #expect(catalogue.source == CatalogueSource.builtIn)
        #expect(catalogue.source.licence == "MIT" && catalogue.source.date.wholeMatch(of: /20[0-9]{2}-[01][0-9]-[0-3][0-9]/) != nil)
        #expect(services.count == catalogue.source.serviceCount && services.count == catalogue.services.count && services.count > 400)
        #expect(services.reduce(0) { $0 + $1.actions.count } == catalogue.source.actionCount && catalogue.source.actionCount > 20_000)
        #expect(services.contains { $0.resourceTypes.count > 50 } && services.allSatisfy { !$0.title.isEmpty && !$0.actions.isEmpty })
    }

    @Test func `everything is sorted and stands once`() {
        #expect(catalogue.services == Set(catalogue.services).sorted())
        for service in catalogue.services.compactMap({ catalogue.service($0) }) {
            let names = service.actions.map { $0.name.lowercased() }
            #expect(names == Set(names).sorted(), "\(service.prefix)")
            let keys = service.conditionKeys.map { $0.name.lowercased() }
            #expect(Set(keys).count == keys.count, "\(service.prefix)")
            let types = service.resourceTypes.map(\.name)
            #expect(Set(types).count == types.count && service.resourceTypes.allSatisfy { $0.arn.hasPrefix("arn:") }, "\(service.prefix)")
        }
    }

    @Test func `every action is the one that its name means, whatever the case`() throws {
        var strangers: [String] = []
        for service in catalogue.services.compactMap({ catalogue.service($0) }) {
            let whole = try #require(ActionPattern("\(service.prefix):*"))
            if service.actions(matching: whole) != service.actions { strangers.append(service.prefix) }
            for action in service.actions {
                guard let pattern = ActionPattern(action.fullName.uppercased()), service.actions(matching: pattern) == [action],
                    service.action(action.name.lowercased())?.name == action.name
                else {
                    strangers.append(action.fullName)
                    continue
                }
            }
        }
        #expect(strangers.isEmpty)
    }

    @Test func `IAM's own actions are all there`() throws {
        let iam = try #require(catalogue.service("IAM"))
        #expect(iam.prefix == "iam" && iam.actions.count > 170)
        for action in IAMAction.allCases where action.rawValue.hasPrefix("iam:") {
            #expect(catalogue.action(ActionName(action))?.fullName == action.rawValue)
        }
    }

    @Test(
        arguments: [
            ("iam:ListUsers", AccessLevel.list, []), ("iam:GetUser", .read, ["user"]), ("iam:PassRole", .write, ["role"]),
            ("iam:TagUser", .tagging, ["user"]), ("iam:AttachUserPolicy", .permissionsManagement, ["user"]),
            ("iam:CreateVirtualMFADevice", .write, ["mfa"]), ("iam:EnableMFADevice", .write, ["user"]), ("s3:GetObject", .read, ["object"]),
            ("sts:GetCallerIdentity", .read, []), ("ec2:DescribeInstances", .list, []),
        ] as [(String, AccessLevel, [String])])
    func `an action has AWS's access level and resource types`(name: String, level: AccessLevel, types: [String]) throws {
        let action = try action(name)
        #expect(action.level == level)
        #expect(types.allSatisfy { action.resourceTypes.map(\.name).contains($0) })
        #expect(action.hasResourcePermissions == !types.isEmpty)
    }

    @Test func `an action has its own condition keys and those of its resources`() throws {
        #expect(try action("iam:PassRole").conditionKeys.contains { $0.means("IAM:passedtoservice") })
        #expect(try action("iam:AttachUserPolicy").conditionKeys.contains { $0.means("iam:PolicyARN") && $0.type == .arn })
        #expect(try action("iam:GetUser").conditionKeys.contains { $0.means("aws:ResourceTag/team") })
        #expect(try action("s3:GetObject").conditionKeys.contains { $0.means("s3:ExistingObjectTag/team") })
        #expect(try !action("iam:GetUser").conditionKeys.contains { $0.means("iam:PassedToService") })
        let arn = try #require(try action("iam:GetUser").resourceTypes.first?.arn)
        #expect(arn == "arn:${Partition}:iam::${Account}:user/${UserNameWithPath}")
    }

    @Test func `what AWS does not have is not found`() throws {
        #expect(catalogue.service("iam2") == nil && catalogue.service("") == nil)
        #expect(try catalogue.action(ActionName("iam:ListUser")) == nil && catalogue.action(ActionName("nothing:GetUser")) == nil)
        #expect(catalogue.actions(matching: try #require(ActionPattern("iam:Xyz*"))).isEmpty)
    }

    @Test(
        arguments: [
            ("aws:MultiFactorAuthPresent", ConditionKeyType.bool, false), ("AWS:sourceip", .address, false),
            ("aws:CurrentTime", .date, false),
            ("aws:TagKeys", .string, true), ("aws:PrincipalTag/team", .string, false), ("aws:PrincipalArn", .arn, false),
        ] as [(ContextKey, ConditionKeyType, Bool)])
    func `the keys of every request are known`(key: ContextKey, type: ConditionKeyType, isMultivalued: Bool) throws {
        let found = try #require(GlobalKey.named(key))
        #expect(found.type == type && found.isMultivalued == isMultivalued && found.means(key))
        #expect(GlobalKey.named("aws:Source") == nil && GlobalKey.named("aws:PrincipalTag") == nil)
    }
}
