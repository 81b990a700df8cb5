"""The account against the ledger: what boto3 did behind tenure's back is found, user by user, and nothing else."""

import json

from checks import READ
from lives import asked, stage_account
from stage import ACCOUNT

COMPARED = [
    "orphan-user", "drift", "not-revoked", "leaver", "expired-access", "stuck", "shared-user", "self-approval-possible",
    "privilege-without-end", "review-overdue", "history-unverified",
]


def judged(home):
    """A fresh look at the account: findings by id, and what each says."""
    only = [word for check in COMPARED for word in ("--only", check)]
    ran = home.do("check", "run", "--live", "--account", "prod", "--lang", "en", "--json", *only)
    return {finding["id"]: finding["message"] for finding in json.loads(ran.out)["findings"]}


def fault(check, name):
    return f"{check}:{ACCOUNT}:user/{name}"


def against_the_ledger(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    names = ["alice.kim", "ben.lee", "carl.cho", "dora.han"]
    for name in names:
        first, last = name.split(".")
        home.person(f"{last}{first}", f"{first} {last}", f"{name}@example.com")
        home.must("request", "approve", asked(home, f"{name}@example.com", "developer"), actor="P-2")
    steps.check("four users are made", home.run().status == 0 and set(names) <= set(witness.names()), witness.names())
    steps.same("the account is as the ledger says", judged(home), {})
    iam = witness.iam
    iam.create_user(UserName="zed")
    iam.add_user_to_group(UserName="alice.kim", GroupName="administrators")
    iam.put_user_policy(UserName="alice.kim", PolicyName="own", PolicyDocument=READ)
    iam.remove_user_from_group(UserName="alice.kim", GroupName="tenure-duty")
    iam.create_access_key(UserName="alice.kim")
    iam.update_user(UserName="ben.lee", NewUserName="benjamin.lee")
    home.must("user", "revoke", home.user("carl.cho")["id"], "--reason", "이동")
    home.must("person", "leave", "dora.han@example.com", "--reason", "퇴사")
    found = judged(home)
    left = [fault("orphan-user", "zed"), fault("drift", "alice.kim"), fault("privilege-without-end", "alice.kim")]
    steps.same(
        "an orphan, a drift into administration, a revocation that nobody carried out, and a leaver", sorted(found),
        sorted([*left, fault("not-revoked", "carl.cho"), fault("leaver", "dora.han")]))
    differences = found.get(fault("drift", "alice.kim"), "")
    steps.check("a drift names its differences", "group 'administrators' is too much" in differences and "(+1)" in differences, differences)
    home.must("user", "revoke", home.user("dora.han")["id"], "--reason", "퇴사")
    steps.check("the run carries out both ends", home.run().status == 0 and not {"carl.cho", "dora.han"} & set(witness.names()), witness.names())
    steps.same("what is left is what nobody mended", sorted(judged(home)), sorted(left))
    iam.create_user(UserName="carl.cho")
    steps.check("a new user of an old name is an orphan, and not the one that was revoked", fault("orphan-user", "carl.cho") in judged(home))
