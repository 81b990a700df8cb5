"""An account that boto3 made, read by tenure, and compared with what boto3 reads itself."""

import csv
import io
import json

ALLOW = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::a+b/50%/*"}]}
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
# What the data needs: nothing is paged here, and the report is begun and then found made.
CALLS = {
    "GetCallerIdentity": 1, "GenerateCredentialReport": 2, "GetCredentialReport": 1, "GetAccountAuthorizationDetails": 1,
    "GetAccountSummary": 1, "GetAccountPasswordPolicy": 1, "ListVirtualMFADevices": 1, "ListServerCertificates": 1,
}


def populate(iam):
    policy = iam.create_policy(PolicyName="local", PolicyDocument=json.dumps(ALLOW))["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=policy, PolicyDocument=json.dumps(TRUST | {"Statement": ALLOW["Statement"] * 2}), SetAsDefault=True)
    for group in ["developers", "operators"]:
        iam.create_group(GroupName=group)
        iam.put_group_policy(GroupName=group, PolicyName="inline", PolicyDocument=json.dumps(ALLOW))
        iam.attach_group_policy(GroupName=group, PolicyArn=policy)
    for number in range(30):
        name = f"user{number}@example.com"
        iam.create_user(UserName=name, Path="/staff/" if number % 2 else "/", Tags=[{"Key": "이름", "Value": f'"{number}" & <b>'}])
        iam.add_user_to_group(UserName=name, GroupName=["developers", "operators"][number % 2])
        if number % 3 == 0:
            iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=json.dumps(ALLOW))
            iam.attach_user_policy(UserName=name, PolicyArn=policy)
    iam.create_role(RoleName="deployer", AssumeRolePolicyDocument=json.dumps(TRUST))
    iam.attach_role_policy(RoleName="deployer", PolicyArn=policy)
    iam.update_account_password_policy(MinimumPasswordLength=14, AllowUsersToChangePassword=True)


def seen_by_boto3(iam):
    """The account's details, as the CLI would print them."""
    details = iam.get_account_authorization_details(Filter=["User", "Group", "Role", "LocalManagedPolicy"])
    return {name: details[name] for name in ["UserDetailList", "GroupDetailList", "RoleDetailList", "Policies"]}


def essence(details):
    """What matters of them, in an order of its own."""
    def policies(thing, kind):
        return sorted((p["PolicyName"], json.dumps(p["PolicyDocument"], sort_keys=True)) for p in thing.get(f"{kind}PolicyList", []))

    def attached(thing):
        return sorted(p["PolicyArn"] for p in thing["AttachedManagedPolicies"])

    return {
        "users": sorted((u["Arn"], u["UserId"], sorted(u["GroupList"]), policies(u, "User"), attached(u), str(u.get("Tags"))) for u in details["UserDetailList"]),
        "groups": sorted((g["Arn"], policies(g, "Group"), attached(g)) for g in details["GroupDetailList"]),
        "roles": sorted((r["Arn"], json.dumps(r["AssumeRolePolicyDocument"], sort_keys=True), attached(r)) for r in details["RoleDetailList"]),
        "policies": sorted(
            (p["Arn"], p["DefaultVersionId"], sorted((v["VersionId"], json.dumps(v["Document"], sort_keys=True)) for v in p["PolicyVersionList"]))
            for p in details["Policies"]),
    }


def snapshots(steps, home, witness, moto):
    home = home()
    populate(witness.iam)
    before = moto.calls()
    pulled = home.do("snapshot", "pull", "prod")
    steps.check("the account is read", pulled.status == 0 and "30 users, 2 groups, 1 role" in pulled.out, pulled)
    calls = {call: n - before.get(call, 0) for call, n in moto.calls().items() if n != before.get(call, 0)}
    steps.same("with no more calls than the data needs", calls, CALLS)
    folder = next((home.path / "snapshots").iterdir())
    truth = seen_by_boto3(witness.iam)
    kept = json.loads((folder / "account-authorization-details.json").read_text())
    steps.same("what was kept is what boto3 sees", essence(kept), essence(truth))
    shown = home.do("snapshot", "show", "--latest")
    steps.check("every policy is understood, and nothing differs", "unreadable" not in shown.out and "differs" not in shown.out, shown)
    from_files(steps, home, witness, truth)


def from_files(steps, home, witness, truth):
    """The same account from files, as the AWS CLI writes them."""
    files = home.folder / "files"
    files.mkdir()
    report = witness.iam.get_credential_report()["Content"].decode()
    for name, answer in {
        "account-authorization-details.json": truth, "account-summary.json": witness.iam.get_account_summary(),
        "account-password-policy.json": witness.iam.get_account_password_policy(),
        "virtual-mfa-devices.json": witness.iam.list_virtual_mfa_devices(),
    }.items():
        answer.pop("ResponseMetadata", None)
        (files / name).write_text(json.dumps(answer, indent=4, default=lambda time: time.isoformat()))
    (files / "credential-report.csv").write_text(report)
    loaded = home.do("snapshot", "load", str(files), "--account", "prod")
    steps.check("files of boto3's are read", loaded.status == 0 and "30 users, 2 groups, 1 role" in loaded.out, loaded)
    listed = json.loads(home.must("snapshot", "show", "--json").out)
    steps.same("both are listed, with the same counts", *[[row[key] for key in ["users", "groups", "roles", "policies"]] for row in listed])
    rows = list(csv.reader(io.StringIO(report)))
    (files / "credential-report.csv").write_text("\n".join(",".join(row) for row in rows[:-1]))
    cut = home.do("snapshot", "load", str(files), "--account", "prod")
    # All users of this account are of one moment: a report that lacks one may have been made before.
    steps.check("a user whom the report does not know is no refusal", cut.status == 0, cut)
    text = (files / "account-authorization-details.json").read_text()
    (files / "account-authorization-details.json").write_text(text[: len(text) // 2])
    broken = home.do("snapshot", "load", str(files), "--account", "prod")
    steps.check("half a file is refused with its line: exit 2", broken.status == 2 and "line " in broken.err, broken)
