import ArgumentParser

/// `tenure request`
struct RequestCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Ask for access, and decide on what is asked.",
        subcommands: [
            RequestNew.self, RequestChange.self, RequestRevoke.self, RequestList.self, RequestShow.self, RequestApprove.self,
            RequestReject.self,
            RequestReturn.self, RequestAmend.self, RequestWithdraw.self,
        ])
}
