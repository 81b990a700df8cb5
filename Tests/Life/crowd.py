"""Many users at once."""

import time

from lives import asked, stage_account
from witness import plain

FAMILIES = list(zip("김이박최정강조윤장임", "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim".split()))
SYLLABLES = list(zip("민서지하도준은우연아", "Min Seo Ji Ha Do Jun Eun Woo Yeon A".split()))


def people(count):
    """So many people: a Korean name, its Latin spelling, a mail address."""
    for number in range(count):
        family, first, second = FAMILIES[number % 10], SYLLABLES[number // 10 % 10], SYLLABLES[(number // 100 + 1 + number) % 10]
        latin = f"{first[1]}{second[1].lower()} {family[1]}"
        yield family[0] + first[0] + second[0], latin, f"p{number}@example.com"


def approved(home, count):
    """The requests of so many people, all of them approved."""
    requests = []
    for korean, latin, mail in people(count):
        home.person(korean, latin, mail)
        requests.append(asked(home, mail, "developer"))
    home.must("request", "approve", *requests, actor="P-2")
    return requests


def two_hundred(steps, home, witness, moto):
    home, count = home(), 200
    stage_account(home, witness)
    requests = approved(home, count)
    before, began = sum(moto.calls().values()), time.monotonic()
    run = home.run()
    seconds, calls = time.monotonic() - began, sum(moto.calls().values()) - before
    steps.check(f"one run provisions {count} users: {seconds:.1f} s, {calls} calls", run.status == 0, run)
    names = witness.names()
    steps.same(f"IAM has {count} users", len(names), count)
    steps.same("each request has one", sorted(witness.tags(name)["tenure:request"] for name in names), sorted(requests))
    steps.same("each holds the duty group and a password, and nothing else", [name for name in names if witness.all(name) != plain()], [])
    steps.same("each has a password of its own in out/passwords", len({home.password(name) for name in names} - {""}), count)
    steps.same("tenure says enrolling of all", {user["state"] for user in home.users()}, {"enrolling"})
    before = moto.changing_calls()
    run = home.run()
    steps.check("a second run changes nothing", run.status == 0 and moto.changing_calls() == before, run)
