"""Repairs, killed again and again, on an account that boto3 has populated: findings go away, and nobody loses what they are allowed."""

import json
import random
import re
import signal
import time

from checks import ALL_BUT_IAM, READ, allow, document
from stage import ACCOUNT
from witness import DUTY

USERS = 16
# How many runs of a plan are killed.
KILLS = 5
OWN = allow("s3:*", "arn:aws:s3:::home/${aws:username}/*")
OWN_FOLDER = document(OWN)
READ_ALL = allow("s3:Get*")
OPEN = document(allow("s3:Get*", Sid="Read"), allow("*", Sid="Everything"))
READ_POLICY = f"arn:aws:iam::{ACCOUNT}:policy/read"
QUEUE_POLICY = f"arn:aws:iam::{ACCOUNT}:policy/queue"
OPEN_POLICY = f"arn:aws:iam::{ACCOUNT}:policy/open"
CHECKS = ["direct-permission", "duty-policy-attached", "password-length", "password-reuse", "password-seed-criterion", "policy-full-access"]


def fix(steps, home, witness, moto):
    home, dice = home(), random.Random(20_261)
    # The home's clock is moved on and moto's is not: its reports look old.
    settings = home.path / "tenure.yaml"
    settings.write_text(settings.read_text() + "checks:\n  report-age-hours: 8760\n")
    populate(witness.iam, dice)
    Repairs(steps, home, witness, moto, dice).all()


def populate(iam, dice):
    iam.update_account_password_policy(MinimumPasswordLength=9, RequireNumbers=True, AllowUsersToChangePassword=True, PasswordReusePrevention=2)
    iam.create_policy(PolicyName="read", PolicyDocument=READ)
    iam.create_policy(PolicyName="queue", PolicyDocument=document(allow(["sqs:Get*", "sqs:List*"])))
    iam.create_policy(PolicyName="open", PolicyDocument=OPEN)
    for version in range(4):
        iam.create_policy_version(PolicyArn=OPEN_POLICY, PolicyDocument=OPEN.replace("s3:Get*", f"s3:Get{version}*"), SetAsDefault=True)
    for name, text in [("readers", READ), ("half", ALL_BUT_IAM)]:
        iam.create_group(GroupName=name)
        iam.put_group_policy(GroupName=name, PolicyName="access", PolicyDocument=text)
    iam.create_group(GroupName="opened")
    iam.attach_group_policy(GroupName="opened", PolicyArn=OPEN_POLICY)
    for number in range(USERS):
        user(iam, dice, f"user{number}")


def user(iam, dice, name):
    iam.create_user(UserName=name)
    for group in ["readers", "half", "opened"]:
        if dice.random() < 0.3:
            iam.add_user_to_group(UserName=name, GroupName=group)
    if dice.random() < 0.6:
        iam.create_login_profile(UserName=name, Password="Correct-Horse-9-Battery")
    for _ in range(dice.choice([0, 1, 1, 2])):
        iam.create_access_key(UserName=name)
    for arn in [READ_POLICY, QUEUE_POLICY]:
        if dice.random() < 0.4:
            iam.attach_user_policy(UserName=name, PolicyArn=arn)
    if dice.random() < 0.5:
        iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=dice.choice([OWN_FOLDER, READ]))


class Repairs:
    def __init__(self, steps, home, witness, moto, dice):
        self.steps, self.home, self.witness, self.moto, self.dice = steps, home, witness, moto, dice
        self.iam = witness.iam

    def all(self):
        before = self.allowed()
        direct = sum(bool(self.witness.inline(name) or self.witness.attached(name)) for name in self.witness.names())
        self.steps.check(f"{direct} of {USERS} users have permissions of their own", direct >= USERS // 2)
        self.pull()
        plan = self.plan(CHECKS)
        killed = self.kill(plan)
        self.steps.check(f"{killed} runs of the plan were killed before their end", killed >= KILLS // 2)
        self.home.must("run", "--account", "prod")
        applied = self.home.do("fix", "apply", plan, "--confirm")
        self.steps.check("applying it once more finishes it", applied.status == 0, applied)
        self.permissions(before)
        self.rules()
        self.until_nothing_is_left(CHECKS)
        self.climbers()
        self.unused()

    def kill(self, plan, runs=KILLS):
        """Kills runs when IAM has done a change and not answered yet; how many."""
        killed = 0
        for _ in range(runs):
            self.moto.ask(f"/life/hold?n={self.dice.randint(1, 6)}", post=True)
            process = self.home.start("fix", "apply", plan, "--confirm")
            end = time.monotonic() + 20
            while time.monotonic() < end and process.poll() is None and not self.moto.ask("/life/held"):
                time.sleep(0.005)
            process.send_signal(signal.SIGKILL)
            killed += self.home.finish(process, ("fix", "apply")).status == -signal.SIGKILL
            self.moto.ask("/life/release", post=True)
        return killed

    def permissions(self, before):
        names = self.witness.names()
        direct = [name for name in names if self.witness.inline(name) or self.witness.attached(name)]
        self.steps.same("nobody has permissions of their own any more", direct, [])
        lost = {name: before[name] - self.allowed()[name] for name in names}
        gone = {text for texts in lost.values() for text in texts}
        self.steps.check("what is gone is the statement that allowed everything, and nothing else", all('"Everything"' in text for text in gone), gone)
        more = {name: self.allowed()[name] - before[name] for name in names}
        given = {text for texts in more.values() for text in texts if '"Everything"' not in text}
        duty = self.documents_of_group(DUTY)
        self.steps.check("what is new is the duty policy, and what is left of that one", all(text in duty or '"Read"' in text for text in given), given)
        versions = self.iam.list_policy_versions(PolicyArn=OPEN_POLICY)["Versions"]
        current = next(version["VersionId"] for version in versions if version["IsDefaultVersion"])
        self.steps.same("its policy got one version, however often the program was killed", (len(versions), current), (5, "v6"))
        moved = [group["GroupName"] for group in self.iam.list_groups()["Groups"] if group["GroupName"].startswith("tenure-direct-")]
        contents = [frozenset(self.policies_of_group(group)) for group in moved]
        self.steps.check(f"{len(moved)} groups give what users had, none the same as another", len(moved) == len(set(contents)) > 1)
        with_password = [name for name in names if self.witness.has_password(name)]
        self.steps.same("every console user is in the duty group", [n for n in with_password if DUTY not in self.witness.groups(n)], [])

    def rules(self):
        policy = self.iam.get_account_password_policy()["PasswordPolicy"]
        found = (policy["MinimumPasswordLength"], policy["PasswordReusePrevention"], policy["RequireNumbers"], policy["AllowUsersToChangePassword"],
                 policy.get("MaxPasswordAge", 0))
        self.steps.same("the rules for passwords are stronger, and kept what they had", found, (14, 24, True, True, 0))

    def climbers(self):
        """Inline policies with statements by which people make themselves administrators lose these, and are then moved."""
        for name in self.dice.sample(self.witness.names(), USERS * 3 // 4):
            others = self.dice.choice([[], [READ_ALL], [READ_ALL, OWN]])
            self.iam.put_user_policy(UserName=name, PolicyName="climb", PolicyDocument=document(*others, allow("iam:PutUserPolicy", Sid="Climb")))
        for action, others in [("iam:PutGroupPolicy", []), ("iam:AttachGroupPolicy", [READ_ALL])]:
            statements = document(*others, allow(action, Sid="Climb"))
            self.iam.put_group_policy(GroupName="readers", PolicyName=action.replace(":", "-"), PolicyDocument=statements)
        before = self.statements()
        asked = ["privilege-escalation", "direct-permission"]
        self.pull()
        plan = self.plan(asked)
        killed = self.kill(plan, runs=2)
        self.steps.check(f"{killed} runs of that plan were killed before their end", killed > 0)
        self.apply(plan)
        self.pull()
        self.apply(self.plan(asked))
        after = self.statements()
        lost = {name: before[name] - after[name] for name in before}
        gone = {text for texts in lost.values() for text in texts}
        self.steps.check("what is gone is how people climbed, and nothing else", gone and all('"Climb"' in text for text in gone), gone)
        self.steps.same("nobody can climb any more", [n for n in after if any('"Climb"' in text for text in after[n])], [])
        self.steps.same("nobody was given anything", [name for name in after if after[name] - before[name]], [])
        self.steps.same("and nobody has permissions of their own", [n for n in after if self.witness.inline(n) or self.witness.attached(n)], [])
        self.until_nothing_is_left(asked)

    def unused(self):
        self.home.must("sandbox", "advance", "60d")
        keys = {name: self.witness.keys(name) for name in self.witness.names()}
        self.pull()
        self.apply(self.plan(["key-unused", "password-unused"]))
        self.steps.same("no key is active that nobody used for sixty days", [n for n in keys if "Active" in self.witness.keys(n)], [])
        self.steps.same("none is deleted yet", {n: len(self.witness.keys(n)) for n in keys}, {n: len(keys[n]) for n in keys})
        self.steps.same("no password is there that nobody used", [n for n in keys if self.witness.has_password(n)], [])
        self.home.must("sandbox", "advance", "29d")
        self.pull()
        early = self.home.must("fix", "plan", "--account", "prod", "--check", "key-unused", "--lang", "en")
        self.steps.check("a day too early nothing is deleted", "nothing to repair" in early.out, early)
        self.home.must("sandbox", "advance", "2d")
        self.pull()
        self.apply(self.plan(["key-unused"]))
        self.steps.same("thirty days later they are gone", [n for n in keys if self.witness.keys(n)], [])
        self.until_nothing_is_left(["key-unused", "password-unused"])

    def until_nothing_is_left(self, checks):
        self.pull()
        asked = [word for check in checks for word in ("--only", check)]
        found = {finding["id"] for finding in json.loads(self.home.do("check", "run", "--account", "prod", "--json", *asked).out)["findings"]}
        asked = [word for check in checks for word in ("--check", check)]
        plan = json.loads(self.home.must("fix", "plan", "--account", "prod", "--json", *asked).out)["plan"]
        self.steps.same("no change is left to plan", [change["call"] for change in plan["changes"]], [])
        self.steps.same("of no finding that is left the plan says nothing", sorted(found - {left["finding"] for left in plan["left"]}), [])

    def pull(self):
        self.home.must("snapshot", "pull", "prod")

    def plan(self, checks):
        asked = [word for check in checks for word in ("--check", check)]
        answer = self.home.must("fix", "plan", "--account", "prod", "--lang", "en", *asked)
        return re.search(r"^plan ([0-9a-f]{12})", answer.out, re.M).group(1)

    def apply(self, plan):
        answer = self.home.do("fix", "apply", plan, "--confirm")
        self.steps.check("the plan is applied to its end", answer.status == 0, answer)

    def allowed(self):
        """Every document that says what a user may do, as boto3 sees them."""
        return {name: self.documents_of(name) for name in self.witness.names()}

    def statements(self):
        """Every statement that says what a user may do, as boto3 sees them; a list of one is its element."""
        return {name: {self.plain(one) for text in texts for one in json.loads(text)["Statement"]} for name, texts in self.allowed().items()}

    @staticmethod
    def plain(statement):
        members = {key: value[0] if isinstance(value, list) and len(value) == 1 else value for key, value in statement.items()}
        return json.dumps(members, sort_keys=True)

    def documents_of(self, name):
        own = {self.text(self.iam.get_user_policy(UserName=name, PolicyName=policy)["PolicyDocument"]) for policy in self.witness.inline(name)}
        attached = self.iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]
        groups = [self.documents_of_group(group) for group in self.witness.groups(name)]
        return own.union({self.managed(policy["PolicyArn"]) for policy in attached}, *groups)

    def documents_of_group(self, group):
        names = self.iam.list_group_policies(GroupName=group)["PolicyNames"]
        attached = self.iam.list_attached_group_policies(GroupName=group)["AttachedPolicies"]
        inline = {self.text(self.iam.get_group_policy(GroupName=group, PolicyName=name)["PolicyDocument"]) for name in names}
        return inline | {self.managed(policy["PolicyArn"]) for policy in attached}

    def policies_of_group(self, group):
        attached = self.iam.list_attached_group_policies(GroupName=group)["AttachedPolicies"]
        texts = {
            self.text(self.iam.get_group_policy(GroupName=group, PolicyName=name)["PolicyDocument"])
            for name in self.iam.list_group_policies(GroupName=group)["PolicyNames"]
        }
        return texts | {policy["PolicyArn"] for policy in attached}

    def managed(self, arn):
        version = self.iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
        return self.text(self.iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"])

    @staticmethod
    def text(read):
        return json.dumps(read, sort_keys=True)
