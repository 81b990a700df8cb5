import Checks
import IAM
import Testing

@Suite struct RootTests {
    static let ago = SampleAccount.ago

    @Test(arguments: [
        VerdictCase(.rootAccessKey, "no key in summary and report", ["root": "pass"]) { _ in },
        VerdictCase(.rootAccessKey, "the summary counts one", ["root": "fail"]) { $0.summary?["AccountAccessKeysPresent"] = 1 },
        VerdictCase(.rootAccessKey, "an inactive one in the report", ["root": "fail"]) { $0.root?.keys = [.init(isActive: false)] },
        VerdictCase(.rootAccessKey, "no summary, and none in the report", ["root": "pass"]) { $0.summary = nil },
        VerdictCase(.rootAccessKey, "no summary, and a stale report", ["root": "unknown"]) {
            $0.summary = nil
            $0.reportAge = 30 * 3600
        },
        VerdictCase(.rootAccessKey, "a stale report with a key still fails", ["root": "fail"]) {
            $0.root?.keys = [.init()]
            $0.reportAge = 30 * 3600
        },
        VerdictCase(.rootAccessKey, "neither summary nor row", ["root": "unknown"]) {
            $0.summary = nil
            $0.root = nil
            $0.users = [.console("a")]
        },
        VerdictCase(.rootMFA, "enabled", ["root": "pass"]) { _ in },
        VerdictCase(.rootMFA, "not enabled", ["root": "fail"]) { $0.summary?["AccountMFAEnabled"] = 0 },
        VerdictCase(.rootMFA, "no summary, off in the report", ["root": "fail"]) {
            $0.summary = nil
            $0.root?.mfa = false
        },
        VerdictCase(.rootMFA, "no password", ["root": "n/a"]) {
            $0.summary = ["AccountPasswordPresent": 0, "AccountMFAEnabled": 0]
        },
        VerdictCase(.rootMFA, "neither summary nor row", ["root": "unknown"]) {
            $0.summary = nil
            $0.root = nil
            $0.users = [.console("a")]
        },
        VerdictCase(.rootHardwareMFA, "no virtual device", ["root": "pass"]) { _ in },
        VerdictCase(.rootHardwareMFA, "root's virtual device", ["root": "fail"]) {
            $0.devices = [("arn:aws:iam::123456789012:mfa/root-account-mfa-device", "root")]
        },
        VerdictCase(.rootHardwareMFA, "root's virtual device of another name", ["root": "fail"]) {
            $0.devices = [("arn:aws:iam::123456789012:mfa/boss-phone", "root")]
        },
        VerdictCase(.rootHardwareMFA, "somebody else's device with root in its name", ["root": "pass"]) {
            $0.users = [.console("rooter")]
            $0.devices = [("arn:aws:iam::123456789012:mfa/rooter", "rooter")]
        },
        VerdictCase(.rootHardwareMFA, "no list of devices", ["root": "unknown"]) { $0.devices = nil },
        VerdictCase(.rootHardwareMFA, "no MFA at all", ["root": "fail"]) { $0.summary?["AccountMFAEnabled"] = 0 },
        VerdictCase(.rootHardwareMFA, "no password", ["root": "n/a"]) { $0.summary?["AccountPasswordPresent"] = 0 },
        VerdictCase(.rootUsed, "never", ["root": "pass"]) { _ in },
        VerdictCase(.rootUsed, "the password, 89 days ago", ["root": "fail"]) { $0.root?.password = .init(used: ago(89)) },
        VerdictCase(.rootUsed, "the password, 90 days ago", ["root": "pass"]) { $0.root?.password = .init(used: ago(90)) },
        VerdictCase(.rootUsed, "only the second key, yesterday", ["root": "fail"]) {
            $0.root?.password = .init(used: ago(300))
            $0.root?.keys = [.init(used: nil), .init(used: ago(1))]
        },
        VerdictCase(.rootUsed, "no row", ["root": "unknown"]) {
            $0.root = nil
            $0.users = [.console("a")]
        },
    ])
    func `root is judged by every place that tells of it`(_ line: VerdictCase) throws { try line.test() }
}
