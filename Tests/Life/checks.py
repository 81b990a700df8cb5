"""An account full of faults that boto3 put there: tenure finds every one of them, and nothing else."""

import json
import random

from stage import ACCOUNT


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource="*", **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, **more}


ALL = document(allow("*"))
READ = document(allow(["s3:Get*", "ec2:Describe*"]))
ALL_BUT_IAM = document({"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"})
IAM_ONLY = document(allow(["iam:*", "organizations:*", "account:*"]))
NOTHING = document({"Effect": "Deny", "Action": "*", "Resource": "*"})
WITH_MFA = document(allow("*", Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}))
ANY_ROLE = document(allow("sts:AssumeRole", "arn:aws:iam::*:role/*"))
# Ways to make oneself administrator, and ways that only look like one: the policy, its groups, and whether it is one.
OWN = "arn:aws:iam::*:user/${aws:username}"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/"
CLIMBS = {
    "put-own": (allow("iam:PutUserPolicy", OWN), [], True), "put-other": (allow("iam:PutUserPolicy", OWN + "-x"), [], False),
    "pass": (allow("iam:PassRole", ROLE + "robot"), ["coders"], True), "pass-weak": (allow("iam:PassRole", ROLE + "web"), ["coders"], False),
    "join": (allow("iam:AddUserToGroup", f"arn:aws:iam::{ACCOUNT}:group/admins"), [], True),
    "chain": (allow("sts:AssumeRole", ROLE + "step"), [], True), "refused": (allow("sts:AssumeRole", ROLE + "top"), [], False),
    "denied": (allow("iam:AttachUserPolicy"), ["stopped"], False),
    "key": (allow("iam:CreateAccessKey", f"arn:aws:iam::{ACCOUNT}:user/boss"), [], True),
    "reads": (allow("iam:AttachUserPolicy", Condition={"ArnEquals": {"iam:PolicyARN": "arn:aws:iam::aws:policy/ReadOnlyAccess"}}), [], False),
}


class Planting:
    """Puts faults into the account and writes down which; it asks nobody what a fault is."""

    def __init__(self, iam, seed):
        self.iam, self.dice, self.faults = iam, random.Random(seed), set()

    def plant(self, check, subject):
        self.faults.add(f"{check}:{ACCOUNT}:{subject}")

    def everything(self, users):
        iam = self.iam
        iam.create_policy(PolicyName="power", PolicyDocument=ALL)
        for name, text in [("admins", ALL), ("half", ALL_BUT_IAM), ("other-half", IAM_ONLY), ("stopped", NOTHING), ("readers", READ),
                           ("coders", document(allow(["lambda:CreateFunction", "lambda:InvokeFunction"])))]:
            iam.create_group(GroupName=name)
            iam.put_group_policy(GroupName=name, PolicyName="access", PolicyDocument=text)
        self.plant("policy-full-access", "group/admins/inline/access")
        self.roles()
        iam.update_account_password_policy(MinimumPasswordLength=8, RequireNumbers=True, RequireSymbols=True, AllowUsersToChangePassword=True)
        for check in ["password-length", "password-reuse", "password-seed-criterion", "password-rotation", "central-identity"]:
            self.plant(check, "account")
        self.boss()
        for number in range(users):
            self.user(f"user{number}")

    def boss(self):
        """An administrator who has no way in: only their permissions are wrong, and that nobody asked for them."""
        self.iam.create_user(UserName="boss")
        self.iam.add_user_to_group(UserName="boss", GroupName="admins")
        self.plant("orphan-user", "user/boss")
        self.plant("administrator", "user/boss")
        self.plant("audit-can-be-disabled", "user/boss")

    def roles(self):
        for name, principal, tags in [
            ("partner", {"AWS": "arn:aws:iam::999999999999:root"}, []), ("own", {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, ["owner"]),
            ("web", {"Service": "ec2.amazonaws.com"}, ["team"]),
        ]:
            trust = document({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})
            self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust, Tags=[{"Key": key, "Value": "x"} for key in tags])
        for name, principal, actions, target in [
            ("robot", {"Service": "lambda.amazonaws.com"}, "*", "*"), ("step", {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, "sts:AssumeRole", ROLE + "top"),
            ("top", {"AWS": ROLE + "step"}, "*", "*"),
        ]:
            trust = document({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"})
            self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust, Tags=[{"Key": "owner", "Value": "x"}])
            self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=document(allow(actions, target)))
            if actions == "*":
                self.plant("policy-full-access", f"role/{name}/inline/own")
        self.plant("role-trusts-outside", "role/partner")
        self.plant("role-without-owner", "role/partner")

    def user(self, name):
        self.iam.create_user(UserName=name)
        self.plant("orphan-user", f"user/{name}")
        has_mfa, has_password = self.dice.random() < 0.5, self.dice.random() < 0.6
        if has_mfa:
            device = self.iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
            self.iam.enable_mfa_device(UserName=name, SerialNumber=device, AuthenticationCode1="123456", AuthenticationCode2="654321")
        if has_password:
            self.iam.create_login_profile(UserName=name, Password="Correct-Horse-9-Battery")
            # The account's rules let everybody change their own password, so without a duty policy something is open to everybody.
            for check in ["duty-policy-attached", "duty-policy-proved"]:
                self.plant(check, f"user/{name}")
            if not has_mfa:
                self.plant("console-user-mfa", f"user/{name}")
        active = 0
        for _ in range(self.dice.choice([0, 0, 1, 2])):
            key = self.iam.create_access_key(UserName=name)["AccessKey"]["AccessKeyId"]
            if self.dice.random() < 0.3:
                self.iam.update_access_key(UserName=name, AccessKeyId=key, Status="Inactive")
            else:
                active += 1
        if active == 2:
            self.plant("two-active-keys", f"user/{name}")
        if active and has_password:
            self.plant("key-at-creation", f"user/{name}")
        is_administrator = self.permissions(name)
        if is_administrator and not has_mfa and (has_password or active):
            self.plant("administrator-without-mfa", f"user/{name}")

    def permissions(self, name):
        """Gives somebody one of the ways to be an administrator, or something that looks like one; says which it was."""
        way = self.dice.choice(["none", "group", "attached", "inline", "halves", "mfa", "stopped", "half", "roles", *CLIMBS])
        for group in {"group": ["admins"], "halves": ["half", "other-half"], "stopped": ["admins", "stopped"],
                      "half": ["half"], "none": ["readers"]}.get(way, []):
            self.iam.add_user_to_group(UserName=name, GroupName=group)
        if way == "attached":
            self.iam.attach_user_policy(UserName=name, PolicyArn=f"arn:aws:iam::{ACCOUNT}:policy/power")
            self.plant("direct-permission", f"user/{name}/policy/power")
            self.plant("policy-full-access", "policy/power")
        text = {"inline": ALL, "mfa": WITH_MFA, "roles": ANY_ROLE}.get(way)
        if text:
            self.iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=text)
            self.plant("direct-permission", f"user/{name}/inline/own")
            self.plant("assume-any-role" if way == "roles" else "policy-full-access", f"user/{name}/inline/own")
        if way in CLIMBS:
            statement, groups, is_open = CLIMBS[way]
            self.iam.put_user_policy(UserName=name, PolicyName="climb", PolicyDocument=document(statement))
            self.plant("direct-permission", f"user/{name}/inline/climb")
            for group in groups:
                self.iam.add_user_to_group(UserName=name, GroupName=group)
            if is_open:
                self.plant("privilege-escalation", f"user/{name}")
        # Whoever may assume any role takes the one that trusts the account; whoever may do all but IAM rewrites the robot's functions.
        if way in ["roles", "half"]:
            self.plant("privilege-escalation", f"user/{name}")
        # Everything but a few services allows AssumeRole on everything: one finding for the group's policy.
        if way in ["half", "halves"]:
            self.plant("assume-any-role", "group/half/inline/access")
        # Everything is denied, with and without MFA: whoever can do nothing can do nothing without MFA, and that is proved.
        if way in ["stopped", "denied"]:
            for check in ["duty-policy-attached", "duty-policy-proved"]:
                self.faults.discard(f"{check}:{ACCOUNT}:user/{name}")
        is_administrator = way in ["group", "attached", "inline", "halves", "mfa"]
        if is_administrator:
            self.plant("administrator", f"user/{name}")
        if is_administrator or way == "half":
            self.plant("audit-can-be-disabled", f"user/{name}")
        return is_administrator


def checks(steps, home, witness, moto):
    home = home()
    planting = Planting(witness.iam, 20_260)
    planting.everything(120)
    # A group whose policy nobody has is in use all the same.
    planting.plant("assume-any-role", "group/half/inline/access")
    steps.check("the account is read", home.do("snapshot", "pull", "prod").status == 0)
    judged = {fault.split(":")[0] for fault in planting.faults}
    asked = [word for check in sorted(judged) for word in ("--only", check)]
    ran = home.do("check", "run", "--account", "prod", "--format", "json", *asked)
    steps.check("there are findings, and the exit status says so", ran.status == 3, ran)
    found = {finding["id"] for finding in json.loads(ran.out)["findings"]}
    steps.same(f"of {len(planting.faults)} faults none is missed", sorted(planting.faults - found), [])
    steps.same("and nothing is a false alarm", sorted(found - planting.faults), [])
    named = {finding["subject"].get("user") for finding in json.loads(ran.out)["findings"]} - {None}
    users = {user["UserName"] for user in witness.iam.list_users(MaxItems=1000)["Users"]}
    steps.check("every user that is named is there", named <= users, named - users)
    page = home.do("check", "run", "--account", "prod", "--format", "html", "--fail-on", "critical", *asked)
    steps.check("an auditor's page says the same", all(f'id="{fault}"' in page.out for fault in planting.faults))
