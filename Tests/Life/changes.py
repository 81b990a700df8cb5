"""What is not tenure's to touch: another account, another's user, another's run."""

import time

from lives import asked, stage_account
from witness import plain


def wrong_account(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    home.must("account", "add", "other", "--id", "210987654321", "--reason", "다른 계정")
    home.must("profile", "add", "visitor", "--risk", "low", "--groups", "other=developers", "--reason", "업무 권한")
    before = moto.calls()
    looked = home.do("sync", "--account", "other")
    steps.same("a look at an account that is another one fails: exit 1", looked.status, 1)
    told = "registered as 210987654321" in looked.err and "lead to 123456789012" in looked.err and "nothing was touched" in looked.err
    steps.check("it names both accounts", told, looked)
    run = home.do("run", "--account", "other")
    steps.check("a run needs attention: exit 4, and says the same", run.status == 4 and "nothing was touched" in run.err, run)
    calls = {call: n - before.get(call, 0) for call, n in moto.calls().items() if n != before.get(call, 0)}
    steps.same("neither asked anything but who it is", calls, {"GetCallerIdentity": 2})
    both = home.do("run")
    steps.check("the right account is worked on all the same", both.status == 4 and "looked at prod" in both.out, both)


def foreign_user(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    name, mail = "haneul.choi", "haneul.choi@example.com"
    home.person("최하늘", "Haneul Choi", mail)
    request = asked(home, mail, "developer")
    home.must("request", "approve", request, actor="P-2")
    witness.iam.create_user(UserName=name, Tags=[{"Key": "tenure:user", "Value": "U-1"}, {"Key": "tenure:nonce", "Value": "00"}])
    witness.iam.create_access_key(UserName=name)
    before = witness.all(name), witness.tags(name), witness.iam.get_user(UserName=name)["User"]["UserId"]
    run = home.run()
    steps.check("a user of that name that tenure did not make is a conflict: exit 4", run.status == 4 and "did not make" in run.err, run)
    after = witness.all(name), witness.tags(name), witness.iam.get_user(UserName=name)["User"]["UserId"]
    steps.same("it is not touched, although it bears our tags", after, before)
    stuck = home.do("stuck")
    steps.check("stuck names it: exit 3", stuck.status == 3 and name in stuck.out, stuck)
    home.run()
    steps.same("later runs leave it alone, too", (witness.all(name), witness.tags(name)), before[:2])
    for key in witness.iam.list_access_keys(UserName=name)["AccessKeyMetadata"]:
        witness.iam.delete_access_key(UserName=name, AccessKeyId=key["AccessKeyId"])
    witness.iam.delete_user(UserName=name)
    run = home.do("run", "--account", "prod", "--retry")
    steps.check("once it is gone, a retry makes ours", run.status == 0 and witness.all(name) == plain(), run)


def two_runs(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    name, mail = "doyun.jung", "doyun.jung@example.com"
    home.person("정도윤", "Doyun Jung", mail)
    home.must("request", "approve", asked(home, mail, "developer"), actor="P-2")
    moto.ask("/life/hold?n=2", post=True)
    command = ("run", "--account", "prod")
    first = home.start(*command)
    while not moto.ask("/life/held") and first.poll() is None:
        time.sleep(0.01)
    second = home.run()
    steps.check("while one run waits for IAM, another exits 4", second.status == 4, second)
    steps.check("and names the process that holds the lock", f"process {first.pid} " in second.err, second)
    decided = home.do("request", "list", "--all")
    steps.check("people are not kept waiting", decided.status == 0, decided)
    moto.ask("/life/release", post=True)
    answer = home.finish(first, command)
    steps.check("the first goes on to its end", answer.status == 0 and witness.all(name) == plain(), answer)
    steps.same("a third finds nothing to do", home.run().status, 0)
