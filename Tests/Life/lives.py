"""Whole lives, step by step: what tenure was told, and what boto3 then saw at IAM."""

import re
import time

from witness import DUTY, plain

NEW = "my-Own-Pass_2026-%s"


def pause():
    """Clocks are read to the second and compared across a call: within a few of them a change is not surely later than the setting."""
    time.sleep(5.1)


def stage_account(home, witness):
    witness.group("developers", "lambda:*")
    witness.group("administrators", "*")
    home.profile("developer", "developers", risk="medium")
    home.profile("administrator", "administrators", risk="critical", workflow="privileged")
    home.must("sync", "--account", "prod")


def asked(home, mail, profile, *more):
    """A request that the person themselves files; its number."""
    asking = ("request", "new", "--account", "prod", "--profile", profile, "--ticket", "SEC-812", "--reason", "결제 시스템 이전")
    return home.must(*asking, *more, actor=mail).request


def enrolled(steps, home, witness, name):
    """The person enrols MFA, and changes the password that lay in `out/passwords`."""
    delivered = home.password(name)
    steps.check(f"{name} cannot change the password before enrolling MFA", not witness.change_password(delivered, NEW % name))
    serial = witness.enable_mfa(name)
    pause()
    steps.check(f"{name} enrols MFA, and changes the password that was delivered", witness.change_password(delivered, NEW % name))
    return serial


def standard(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    home.person("김지은", "Jieun Kim", "jieun.kim@example.com")
    name, mail = "jieun.kim", "jieun.kim@example.com"
    create_and_enrol(steps, home, witness, name, mail)
    suspend_and_resume(steps, home, witness, name)
    revoke(steps, home, witness, name)


def create_and_enrol(steps, home, witness, name, mail):
    request = asked(home, mail, "developer")
    refused = home.do("request", "approve", request, actor=mail)
    steps.same("nobody approves their own request: exit 2", refused.status, 2)
    steps.same("a run before the approval is done", home.run().status, 0)
    steps.check("IAM has no user yet", not witness.exists(name))
    home.must("request", "approve", request, actor="P-2")
    run = home.run()
    steps.check("the run after the approval is done", run.status == 0, run)
    record = home.user(name)
    steps.same("tenure says enrolling", record["state"], "enrolling")
    tags = witness.tags(name)
    own = (tags.get("tenure:request"), tags.get("tenure:user"))
    steps.same("IAM's user carries the request and the record as tags", own, (request, record["id"]))
    steps.check("and a nonce", len(tags.get("tenure:nonce", "")) >= 16, tags)
    steps.same("it has the duty group and a password, no keys, no policies of its own", witness.all(name), plain())
    steps.check("the duty group carries the duty policy alone", duty_is_alone(witness))
    run = home.run()
    steps.check("a run before MFA changes nothing", run.status == 0 and witness.all(name) == plain(), run)
    steps.check("without MFA the password cannot be changed", not witness.change_password(home.password(name), NEW % name))
    serial = witness.enable_mfa(name)
    run = home.run()
    steps.check("with MFA, but the password of tenure, nothing is granted", run.status == 0 and witness.groups(name) == [DUTY], run)
    pause()
    steps.check("the delivered password is the one that IAM holds, and is changed", witness.change_password(home.password(name), NEW % name))
    run = home.run()
    steps.check("the run after both is done", run.status == 0, run)
    steps.same("now the business group is there, beside the duty group", witness.groups(name), sorted([DUTY, "developers"]))
    steps.same("the device is the person's own", witness.devices(name), [serial])
    steps.same("tenure says active", home.user(name)["state"], "active")
    steps.check("the request is fulfilled", "fulfilled" in home.must("request", "show", request).out)


def duty_is_alone(witness):
    attached = [policy["PolicyName"] for policy in witness.iam.list_attached_group_policies(GroupName=DUTY)["AttachedPolicies"]]
    return attached == ["tenure-duty"] and not witness.iam.list_group_policies(GroupName=DUTY)["PolicyNames"]


def suspend_and_resume(steps, home, witness, name):
    both = sorted([DUTY, "developers"])
    used = witness.iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"]
    old = witness.iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"]
    witness.iam.update_access_key(UserName=name, AccessKeyId=old, Status="Inactive")
    home.must("user", "suspend", name, "--reason", "분실 신고")
    steps.same("until the run the user is as it was", witness.all(name), plain(groups=both, devices=1, keys=["Active", "Inactive"]))
    run = home.run()
    steps.check("the run suspends", run.status == 0 and home.user(name)["state"] == "suspended", run)
    expected = plain(groups=both, devices=1, keys=["Inactive", "Inactive"], inline=["tenure-deny-all"])
    steps.same("everything is denied, no key is active, nothing is deleted", witness.all(name), expected)
    document = witness.iam.get_user_policy(UserName=name, PolicyName="tenure-deny-all")["PolicyDocument"]["Statement"][0]
    steps.same("the deny is of everything, on everything", (document["Effect"], document["Action"], document["Resource"]), ("Deny", "*", "*"))
    request = home.must("user", "resume", name, "--reason", "기기를 찾음", actor="P-1").request
    home.run()
    steps.same("asking alone brings nothing back", witness.all(name), expected)
    home.must("request", "approve", request, actor="P-2")
    run = home.run()
    steps.check("the approved run brings the user back", run.status == 0 and home.user(name)["state"] == "active", run)
    expected = plain(groups=both, devices=1, keys=["Active", "Inactive"])
    steps.same("the deny is gone, and only the key that was active is", witness.all(name), expected)
    states = {key["AccessKeyId"]: key["Status"] for key in witness.iam.list_access_keys(UserName=name)["AccessKeyMetadata"]}
    steps.same("it is the very one", (states[used], states[old]), ("Active", "Inactive"))


def burden(witness, name):
    """Everything else that can stand in the way of a deletion."""
    iam = witness.iam
    iam.upload_ssh_public_key(UserName=name, SSHPublicKeyBody="ssh-rsa AAAA")
    iam.create_service_specific_credential(UserName=name, ServiceName="codecommit.amazonaws.com")
    policy = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}'
    iam.put_user_policy(UserName=name, PolicyName="by-hand", PolicyDocument=policy)
    iam.attach_user_policy(UserName=name, PolicyArn=iam.create_policy(PolicyName="by-hand", PolicyDocument=policy)["Policy"]["Arn"])
    iam.create_virtual_mfa_device(VirtualMFADeviceName=name, Path="/begun/")


def revoke(steps, home, witness, name):
    burden(witness, name)
    preview = home.must("user", "revoke", name, "--dry-run", "--reason", "퇴사")
    steps.check("a preview of the revocation touches nothing", "denied everything" in preview.out and witness.exists(name), preview)
    home.must("user", "revoke", name, "--reason", "퇴사")
    run = home.run()
    steps.check("the run revokes", run.status == 0, run)
    steps.check("IAM's user is gone", not witness.exists(name) and name not in witness.names())
    steps.same("so are its MFA devices, the begun one too", witness.iam.list_virtual_mfa_devices()["VirtualMFADevices"], [])
    members = [witness.iam.get_group(GroupName=group)["Users"] for group in ["developers", DUTY]]
    steps.same("its groups stay, without it", members, [[], []])
    home.run()
    steps.same("one look is not enough to call it verified", home.user(name)["state"], "revoking")
    home.must("sandbox", "advance", "2m")
    run = home.run()
    steps.check("two looks, a minute apart, are", run.status == 0 and home.user(name)["state"] == "revoked", run)
    shown = home.must("user", "show", home.user(name)["id"]).out
    dated = [re.search(fact + r" +20\d\d-\d\d-\d\d", shown) is not None for fact in ["decided", "access cut", "deleted at IAM", "verified absent"]]
    steps.check("decided, cut, deleted and verified have each a time", all(dated), shown)


def privileged(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    name, mail = "seoyeon.park", "seoyeon.park@example.com"
    home.person("박서연", "Seoyeon Park", mail)
    bare = home.do("request", "new", "--account", "prod", "--profile", "administrator", "--reason", "당직", actor=mail)
    steps.same("without ticket and end it is refused: exit 2", bare.status, 2)
    request = asked(home, mail, "administrator", "--until", time.strftime("%Y-%m-%d", time.gmtime(time.time() + 60 * 86_400)))
    home.must("request", "approve", request, actor="P-2")
    home.run()
    steps.check("one approval of two makes no user", not witness.exists(name))
    steps.same("and the second is another person's", home.do("request", "approve", request, actor="P-2").status, 2)
    steps.same("security's counts only signed: exit 2", home.do("request", "approve", request, actor="P-1").status, 2)
    home.key("P-1")
    home.must("request", "approve", request, "--sign", actor="P-1")
    run = home.run()
    steps.check("after both the user is made, with the duty group alone", run.status == 0 and witness.all(name) == plain(), run)
    serial = enrolled(steps, home, witness, name)
    run = home.run()
    steps.check("MFA and password are seen; a second person has to confirm", run.status == 0 and home.user(name)["state"] == "confirming", run)
    steps.same("still nothing is granted", witness.groups(name), [DUTY])
    own = home.do("user", "confirm", name, "--serial", serial, actor=mail)
    steps.same("the holder cannot: exit 2", own.status, 2)
    home.do("user", "confirm", name, "--serial", serial + "x", actor="P-1")
    home.run()
    steps.same("another device's serial grants nothing", witness.groups(name), [DUTY])
    home.must("user", "confirm", name, "--serial", serial, actor="P-1")
    run = home.run()
    steps.check("the right one does", run.status == 0 and witness.groups(name) == sorted(["administrators", DUTY]), run)
    witness.iam.deactivate_mfa_device(UserName=name, SerialNumber=serial)
    run = home.run()
    steps.check("the device vanishes: back to enrolling", run.status == 0 and home.user(name)["state"] == "enrolling", run)
    home.must("sandbox", "advance", "61d")
    run = home.run()
    steps.check("past its end date the user is gone", run.status == 0 and not witness.exists(name), run)


def existing(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    name = "minsu.lee"
    witness.iam.create_user(UserName=name, Tags=[{"Key": "team", "Value": "결제"}])
    witness.iam.create_login_profile(UserName=name, Password="an-Old-Password-1")
    witness.iam.add_user_to_group(UserName=name, GroupName="administrators")
    witness.iam.create_access_key(UserName=name)
    before = witness.all(name)
    home.person("이민수", "Minsu Lee", "minsu.lee@example.com")
    found = home.must("sync", "--account", "prod")
    steps.check("the look finds a user that no request explains", "1 new ones that no request explains" in found.out, found)
    adopted = home.must(
        "user", "adopt", name, "--account", "prod", "--profile", "developer", "--person", "minsu.lee@example.com", "--reason", "관리 편입")
    request = re.search(r"R-\d+", adopted.out)[0]
    home.run()
    steps.same("asking changes nothing at IAM", witness.all(name), before)
    home.must("request", "approve", request, actor="P-2")
    run = home.run()
    steps.check("approved, the block is announced", run.status == 0 and home.user(name)["state"] == "noticed", run)
    steps.same("and nothing is changed at IAM", witness.all(name), before)
    letters = [file for file in (home.path / "out/mail").iterdir() if "notice" in file.name]
    steps.check("the notice lies in out/mail", bool(letters), list((home.path / "out/mail").iterdir()))
    home.must("sandbox", "advance", "13d")
    home.run()
    steps.same("a day before, still nothing", witness.all(name), before)
    home.must("sandbox", "advance", "25h")
    run = home.run()
    steps.check("on its day the block comes", run.status == 0 and home.user(name)["state"] == "enrolling", run)
    blocked = before | {"groups": sorted(["administrators", DUTY])}
    steps.same("the duty group is added; groups, password and key stay", witness.all(name), blocked)
    steps.same("the user's own tags are as they were", witness.tags(name), {"team": "결제"})
    witness.enable_mfa(name)
    run = home.run()
    steps.check("with MFA the user is active", run.status == 0 and home.user(name)["state"] == "active", run)
    steps.same("with the groups that it had, and the duty group", witness.all(name), blocked | {"devices": 1})
