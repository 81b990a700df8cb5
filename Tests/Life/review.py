"""A review of three hundred users: decided by file and by walk at a terminal, and boto3 sees exactly what was decided."""

import csv
import io
import json
import os
import pty
import select
import time

from lives import stage_account

COUNT, STRANGERS, WALKED = 300, 30, 5


def name(number):
    return f"worker.{number:03d}"


def planted(witness):
    """Users that were there before tenure: all develop, every third administers as well."""
    for number in range(COUNT):
        witness.iam.create_user(UserName=name(number))
        for group in ["developers"] + (["administrators"] if number % 3 == 0 else []):
            witness.iam.add_user_to_group(UserName=name(number), GroupName=group)


def adopted(home):
    """All but the last thirty are claimed by their people, and approved."""
    owners = ["user,person"]
    for number in range(COUNT - STRANGERS):
        home.person(f"일꾼 {number}", f"Worker Number{number}", f"w{number}@example.com")
        owners.append(f"{name(number)},w{number}@example.com")
    (home.folder / "owners.csv").write_text("\n".join(owners) + "\n")
    home.do("user", "adopt", "--all", "--account", "prod", "--from", "owners.csv", "--profile", "developer", "--reason", "관리 편입")
    requests = [request["id"] for request in json.loads(home.must("request", "list", "--json").out)]
    home.must("request", "approve", *requests, actor="P-2")
    return requests


def wanted(number):
    """What is decided about a user."""
    if number % 10 == 0 and number < COUNT - STRANGERS:
        return "revoke", ""
    if number % 10 == 3 and number % 3 == 0 and number < COUNT - STRANGERS:
        return "reduce", "administrators"
    return "keep", ""


def filled(text, skip):
    """The exported file with decisions written into it, but for the users that are walked."""
    rows = list(csv.DictReader(io.StringIO(text)))
    for row in rows:
        if row["user"] not in skip:
            row["decision"], row["detail"] = wanted(int(row["user"][-3:]))
            row["reason"] = "업무상 필요"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys() if rows else ["item"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue(), rows


class Terminal:
    """A program at a terminal of its own."""

    def __init__(self, home, command, actor):
        self.text = ""
        self.process, self.handle = pty.fork()
        if self.process == 0:
            os.chdir(home.folder)
            os.execve(str(home.tenure), ["tenure", *command], home.environment | {"TENURE_ACTOR": actor, "TERM": "xterm"})

    def wait(self, text, seconds=20):
        """Reads until a text was shown since the last wait."""
        end, fresh = time.monotonic() + seconds, ""
        while text not in fresh and time.monotonic() < end:
            if select.select([self.handle], [], [], 0.2)[0]:
                try:
                    fresh += os.read(self.handle, 4096).decode(errors="replace")
                except OSError:
                    break
        self.text += fresh
        return text in fresh

    def press(self, keys):
        os.write(self.handle, keys.encode())

    def end(self):
        self.wait("\0", 1)
        return os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])


def walked(steps, home, left):
    """Keeps them one by one with a reason; the first is revoked by mistake and taken back."""
    terminal = Terminal(home, ["review", "walk", "2026-Q4"], "P-2")
    seen = terminal.wait("q quit")
    terminal.press("r")
    seen = terminal.wait("q quit") and seen
    terminal.press("u")
    for number in range(left):
        seen = terminal.wait("q quit") and seen
        terminal.press("k")
        seen = terminal.wait("why?") and seen
        terminal.press("업무상 필요\r")
    seen = terminal.wait("records it") and seen
    terminal.press("\r")
    seen = terminal.wait("recorded") and seen
    status = terminal.end()
    steps.check(f"{left} items are walked at a terminal, one taken back", seen and status == 0 and f"{left} decisions recorded, 0 left" in terminal.text, terminal.text)


def review(steps, home, witness, moto):
    home = home()
    stage_account(home, witness)
    planted(witness)
    home.must("sync", "--account", "prod")
    requests = adopted(home)
    run = home.run()
    steps.check(f"{len(requests)} users are adopted, and {STRANGERS} are nobody's", run.status == 0 and len(requests) == COUNT - STRANGERS, run)
    before = {user: witness.groups(user) for user in witness.names()}
    opened = home.must("review", "open", "2026-Q4")
    steps.check("the review freezes all of them", f"{COUNT} users to review" in opened.out, opened)
    decided(steps, home)
    closed = home.must("review", "close", "2026-Q4")
    steps.check("everybody is decided about, and it is closed", f"{COUNT} decided, 0 silent, 0 gone" in closed.out, closed)
    steps.same("closing changes nothing at IAM", {user: witness.groups(user) for user in witness.names()}, before)
    for _ in range(4):
        home.run()
        home.must("sandbox", "advance", "2m")
    carried(steps, home, witness, before)
    returned(steps, home, witness)


def decided(steps, home):
    walk = {name(number) for number in range(COUNT - STRANGERS) if wanted(number) == ("keep", "")}
    walk = set(sorted(walk)[:WALKED])
    for actor in ["P-1", "P-2"]:
        text, rows = filled(home.must("review", "export", "2026-Q4", actor=actor).out, walk)
        (home.folder / "filled.csv").write_bytes(text.encode("cp949"))
        read = home.do("review", "import", "filled.csv", actor=actor)
        steps.check(f"{actor} decides about {len(rows)} by a file in CP949", not rows or read.status == 0, read)
    walked(steps, home, len(walk))


def carried(steps, home, witness, before):
    revoked = {name(number) for number in range(COUNT) if wanted(number)[0] == "revoke"}
    reduced = {name(number) for number in range(COUNT) if wanted(number)[0] == "reduce"}
    steps.same("exactly the revoked are gone", set(before) - set(witness.names()), revoked)
    now = {user: witness.groups(user) for user in witness.names()}
    lost = {user: sorted(set(before[user]) - set(groups)) for user, groups in now.items() if groups != before[user]}
    steps.same("exactly the reduced have lost exactly that group", lost, {user: ["administrators"] for user in reduced})
    shown = home.do("review", "show", "2026-Q4")
    steps.check("the review is complete", shown.status == 0 and "\ncomplete\n" in shown.out, shown)
    report = json.loads(home.must("review", "report", "2026-Q4", "--format", "json").out)
    steps.check("its report says so, and its population is whole", report["isComplete"] and report["population"]["isWhole"], report["tally"])
    cut = [latency for latency in report["latencies"] if latency.get("verified")]
    steps.same("every revocation and reduction was verified", len(cut), len(revoked) + len(reduced))


def returned(steps, home, witness):
    witness.iam.create_user(UserName=name(0))
    look = home.do("sync", "--account", "prod")
    steps.check("a user that is made again behind tenure's back is named", look.status == 4 and f"'{name(0)}' is there again" in look.out, look)
