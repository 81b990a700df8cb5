/// One part of the tour: a heading and what is typed.
struct TourScene {
    let title: String
    let lines: [TourLine]

    init(_ title: String, _ lines: [TourLine]) {
        self.title = title
        self.lines = lines
    }
}

/// A command of the tour: who types it, and how it has to end.
struct TourLine {
    /// Another program than ours; nil for ours.
    let program: String?
    let words: [String]
    /// The file that it reads.
    let input: String?
    let actor: String?
    let status: ExitStatus

    /// As the first admin, who started the tour; or as somebody else.
    init(
        _ words: [String], of program: String? = nil, reading input: String? = nil, as actor: String? = nil, ends status: ExitStatus = .done
    ) {
        self.program = program
        self.words = words
        self.input = input
        self.actor = actor
        self.status = status
    }
}

extension TourScene {
    private static let jieun = "jieun.kim@example.com"
    private static let seojun = "seojun.park@example.com"
    private static let yuri = "yuri.choi@example.com"
    private static let minho = "minho.lee@example.com"

    /// The whole tour, in order; on a machine where nobody can sign with a workflow that does not ask for it.
    static func all(signed: Bool) -> [TourScene] {
        [people, signed ? key : noKey, requests, approvals(signed: signed)]
            + [provisioning, enrolment, confirmation, neverEnrolling, found, leaving, proofs, reviewed, records]
    }

    private static func joins(_ name: String, _ latin: String, _ mail: String, _ language: String) -> TourLine {
        TourLine([
            "person", "add", name, "--latin-name", latin, "--mail", mail, "--manager", "P-2", "--language", language, "--reason",
            "joins the team",
        ])
    }

    private static let people = TourScene(
        "four people; in a real home a second admin would have to approve each",
        [
            joins("김지은", "Jieun Kim", jieun, "ko"), joins("Seojun Park", "Seojun Park", seojun, "en"),
            joins("최유리", "Yuri Choi", yuri, "ko"),
            joins("이민호", "Minho Lee", minho, "ko"), TourLine(["sync"]), TourLine(["profile", "list"]),
        ])

    private static let keyFile = "first-admin.key"

    private static let key = TourScene(
        "security signs for privileged users: a key of the first admin's, whose registration a second admin approves in a real home",
        [
            TourLine(["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", keyFile], of: "ssh-keygen"),
            TourLine(["person", "key", "P-1", "--reason", "signs decisions"], reading: "\(keyFile).pub"),
        ])

    private static let noKey = TourScene(
        "security signs for privileged users; this machine has no ssh-keygen (Debian: openssh-client), so the tour's workflow asks for less",
        [
            TourLine(["-i", "/signed: true/d", "workflows/privileged.yaml"], of: "sed"),
            TourLine(["workflow", "load", "workflows/privileged.yaml", "--reason", "nobody can sign here"]),
        ])

    private static let requests = TourScene(
        "they ask for access; nobody decides about their own",
        [
            TourLine(["request", "new", "--profile", "developer", "--ticket", "SEC-812", "--reason", "payments migration"], as: jieun),
            TourLine(["request", "approve", "R-10"], as: jieun, ends: .refused),
            TourLine(
                ["request", "new", "--profile", "administrator", "--ticket", "SEC-813", "--reason", "on call"], as: seojun, ends: .refused),
        ])

    private static func approvals(signed: Bool) -> TourScene {
        TourScene(
            "a privileged user: an end date, two stages, two persons\(signed ? ", one signature" : ""); and a user that was found in the account",
            [
                TourLine(["request", "approve", "R-10"], as: "P-2"),
                TourLine(
                    [
                        "request", "new", "--profile", "administrator", "--ticket", "SEC-813", "--until", TourDate.inThreeMonths,
                        "--reason", "on call",
                    ], as: seojun),
                TourLine(["request", "approve", "R-11"], as: "P-2"), TourLine(["request", "approve", "R-11"], as: "P-2", ends: .refused),
            ] + (signed ? signature : [TourLine(["request", "approve", "R-11"])]) + [
                TourLine(["request", "new", "--profile", "readonly", "--reason", "looks at dashboards"], as: yuri),
                TourLine(["request", "approve", "R-12"], as: "P-2"),
                TourLine(["user", "adopt", "minho.lee", "--person", minho, "--profile", "developer", "--reason", "nobody asked for it"]),
                TourLine(["inbox"], as: "P-2"), TourLine(["request", "approve", "R-13"], as: "P-2"), TourLine(["request", "list"]),
            ])
    }

    private static let signature = [
        TourLine(["request", "approve", "R-11"], ends: .refused), TourLine(["request", "approve", "R-11", "--sign-key", keyFile]),
    ]

    private static let provisioning = TourScene(
        "what was decided is carried out: users without any permission but enrolling MFA; passwords and guides are delivered",
        [
            TourLine(["run"]), TourLine(["user", "list"]), TourLine(["sandbox", "act", "jieun.kim", "--call", "s3:ListAllMyBuckets"]),
            TourLine([
                "guide", "write", "jieun.kim", "--for", "new", "--lang", "ko", "--format", "html", "--output", "out/guides/new.ko.html",
            ]),
            TourLine([
                "guide", "write", "jieun.kim", "--for", "new", "--lang", "en", "--format", "html", "--output", "out/guides/new.en.html",
            ]),
        ])

    private static let enrolment = TourScene(
        "they enrol MFA, and only then can they set a password of their own; a day later tenure has seen both",
        [
            TourLine(["sandbox", "advance", "10m"]), TourLine(["sandbox", "act", "jieun.kim", "change-password"], ends: .refused),
            TourLine(["sandbox", "act", "jieun.kim", "enrol-mfa"]),
            TourLine(["sandbox", "act", "jieun.kim", "change-password"]), TourLine(["sandbox", "act", "seojun.park", "enrol-mfa"]),
            TourLine(["sandbox", "act", "seojun.park", "change-password"]), TourLine(["sandbox", "advance", "1d"]), TourLine(["run"]),
            TourLine(["sandbox", "act", "jieun.kim", "--call", "s3:ListAllMyBuckets"]),
        ])

    private static let confirmation = TourScene(
        "a second person compares the privileged user's device before anything is granted",
        [
            TourLine(
                ["user", "confirm", "seojun.park", "--serial", "arn:aws:iam::123456789012:mfa/someone.else"], as: "P-2", ends: .refused),
            TourLine(["user", "confirm", "seojun.park", "--serial", "arn:aws:iam::123456789012:mfa/seojun.park"], as: "P-2"),
            TourLine(["run"]),
        ])

    private static let neverEnrolling = TourScene(
        "one never enrols: reminders, stuck, suspended",
        [
            TourLine(["sandbox", "advance", "5d"]), TourLine(["run"]), TourLine(["sandbox", "advance", "25h"]),
            TourLine(["stuck"], ends: .findings),
            TourLine(["explain", "yuri.choi"]), TourLine(["run"]), TourLine(["sandbox", "act", "yuri.choi", "enrol-mfa"], ends: .refused),
        ])

    private static let found = TourScene(
        "the found user was told of the block two weeks before; it comes, and MFA opens what was granted",
        [
            TourLine(["sandbox", "act", "minho.lee", "--call", "s3:ListAllMyBuckets"]), TourLine(["sandbox", "advance", "7d"]),
            TourLine(["run"]),
            TourLine(["sandbox", "act", "minho.lee", "--call", "s3:ListAllMyBuckets"]),
            TourLine(["sandbox", "act", "minho.lee", "enrol-mfa"]),
            TourLine(["run"]), TourLine(["sandbox", "act", "minho.lee", "--call", "s3:ListAllMyBuckets"]),
        ])

    private static let leaving = TourScene(
        "one leaves: access is cut, everything is dismantled, and absence is verified by later looks",
        [
            TourLine(["user", "revoke", "jieun.kim", "--reason", "leaves the company", "--ticket", "HR-77"]), TourLine(["run"]),
            TourLine(["sandbox", "advance", "2m"]), TourLine(["run"]), TourLine(["sandbox", "advance", "2m"]), TourLine(["run"]),
            TourLine(["user", "show", "jieun.kim"]),
        ])

    private static let proofs = TourScene(
        "the account as it is now: nobody without MFA can do more than enrol it, the guides can be followed, and what is still wrong",
        [
            TourLine(["snapshot", "pull"]), TourLine(["policy", "prove", "--no-mfa", "--all"]), TourLine(["guide", "prove", "new"]),
            TourLine(["check", "run", "--severity", "high", "--lang", "en"], ends: .findings),
            TourLine(["check", "run", "--format", "html", "--output", "out/checks.html"], ends: .findings),
        ])

    private static let reviewed = TourScene(
        "a review: everybody in the account is frozen, nobody reviews themselves, and what is revoked is seen to be gone",
        [
            TourLine(["review", "open", "2026-Q4"]), TourLine(["review", "show", "V-1/1"]),
            TourLine(["review", "decide", "V-1/1", "keep", "--reason", "mine"], as: seojun, ends: .refused),
            TourLine(["review", "decide", "V-1/1", "keep", "--reason", "on call until the end date"]),
            TourLine(["review", "decide", "V-1/2", "keep", "--reason", "works on payments"], as: "P-2"),
            TourLine(["review", "decide", "V-1/3", "revoke", "--reason", "never enrolled"], as: "P-2"),
            TourLine(["review", "close", "2026-Q4"]), TourLine(["run"]), TourLine(["sandbox", "advance", "2m"]), TourLine(["run"]),
            TourLine(["sandbox", "advance", "2m"]), TourLine(["run"]), TourLine(["review", "show", "2026-Q4"]),
            TourLine(["review", "report", "2026-Q4", "--output", "out/review.html"]),
        ])

    private static let records = TourScene(
        "everybody at a glance, and a signed history that replays to the same state and can be checked without us",
        [
            TourLine(["guide", "list"]), TourLine(["user", "list", "--all"]), TourLine(["audit", "log", "--request", "R-11"]),
            TourLine(["doctor"], ends: .findings), TourLine(["audit", "verify"]), TourLine(["audit", "export", "--output", "out/history"]),
            TourLine(["audit", "verify", "out/history"]),
        ])
}
