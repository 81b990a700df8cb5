import IAM

extension ConformanceCase {
    static let loginProfiles: [ConformanceCase] = [
        ConformanceCase("a console password is made once, told and deleted", source: "IAM API Reference, CreateLoginProfile") { world in
            let user = try world.user()
            try await world.made(user)
            try await world.refuses(.noSuchEntity) {
                _ = try await world.service.getLoginProfile(of: user)
            }
            try await world.service.createLoginProfile(for: user, password: ConformanceWorld.goodPassword, resetRequired: false)
            let profile = try await world.service.getLoginProfile(of: user)
            try world.demand(profile.user == user && !profile.resetRequired, "GetLoginProfile tells \(profile)")
            try await world.refuses(.entityAlreadyExists) {
                try await world.service.createLoginProfile(for: user, password: ConformanceWorld.goodPassword, resetRequired: false)
            }
            try await world.service.deleteLoginProfile(of: user)
            try await world.refuses(.noSuchEntity) { try await world.service.deleteLoginProfile(of: user) }
        },
        ConformanceCase(
            "a forced reset is told", source: "IAM API Reference, LoginProfile, PasswordResetRequired",
            motoDeviation: "moto always tells false"
        ) { world in
            try await world.made(world.user())
            try await world.service.createLoginProfile(for: world.user(), password: ConformanceWorld.goodPassword, resetRequired: true)
            let profile = try await world.service.getLoginProfile(of: world.user())
            try world.demand(profile.resetRequired, "GetLoginProfile tells that no reset is required")
        },
        ConformanceCase("a password that is missing cannot be changed", source: "IAM API Reference, UpdateLoginProfile, NoSuchEntity") {
            world in
            try await world.made(world.user())
            try await world.refuses(.noSuchEntity) {
                try await world.service.updateLoginProfile(of: world.user(), password: ConformanceWorld.goodPassword, resetRequired: false)
            }
        },
        ConformanceCase(
            "a weak password is refused", source: "IAM User Guide, default password policy: eight characters, three of four classes",
            motoDeviation: "moto enforces no password policy"
        ) { world in
            try await world.made(world.user())
            for weak in ["Ab3$567", "onlylowercaseletters", "lowerandd1g1ts"] {
                try await world.refuses(.passwordPolicyViolation) {
                    try await world.service.createLoginProfile(for: world.user(), password: Password(weak), resetRequired: false)
                }
            }
        },
        ConformanceCase("nobody who is missing gets a password", source: "IAM API Reference, CreateLoginProfile, NoSuchEntity") { world in
            try await world.refuses(.noSuchEntity) {
                try await world.service.createLoginProfile(for: world.user(), password: ConformanceWorld.goodPassword, resetRequired: false)
            }
        },
    ]
}
