import ArgumentParser

/// `tenure user`
struct UserCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "IAM users, from their request to their revocation.",
        subcommands: [
            UserList.self, UserShow.self, UserAdopt.self, UserConfirm.self, UserReview.self, UserSuspend.self, UserResume.self,
            UserRevoke.self,
            UserRemind.self,
            UserExtend.self, UserResetPassword.self, UserResetMFA.self, UserClearDevice.self,
        ])
}
