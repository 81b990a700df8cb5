"""Runs that are killed with SIGKILL: at random times, and between IAM's doing and its answer."""

import os
import random
import signal
import time

from crowd import approved
from lives import NEW, pause, stage_account
from witness import DUTY, plain

USERS = 20
# How many runs are killed in each part of a life, if its work lasts for as many.
CREATION, GRANT, REVOCATION = 6, 4, 6


def killed(steps, home, witness, moto):
    rounds, seed = (200 if os.environ.get("TENURE_DEEP") == "1" else 12), random.randrange(1 << 32)
    print(f"      seed {seed}")
    chance, done = random.Random(seed), 0
    while done < rounds:
        if done:
            moto.reset()
        done += Life(steps, home(), witness, moto, chance).live()
    steps.check(f"{done} runs were killed before their end", done >= rounds)


class Life:
    """Twenty users from their requests to their revocation, with runs that are killed in each part."""

    def __init__(self, steps, home, witness, moto, chance):
        self.steps, self.home, self.witness, self.moto, self.chance = steps, home, witness, moto, chance

    def live(self):
        """Lives it through; how many runs were killed."""
        stage_account(self.home, self.witness)
        approved(self.home, USERS)
        killed = self.part("creation", CREATION, self.created)
        self.enrol()
        killed += self.part("the grant", GRANT, self.granted)
        for user in self.home.users():
            self.home.must("user", "revoke", user["id"], "--reason", "퇴사")
        killed += self.part("revocation", REVOCATION, self.revoked, between=self.later)
        _, leaks = self.home.leaks()
        self.steps.same("no password stands outside out/passwords, whatever was killed", leaks, [])
        return killed

    def part(self, name, rounds, is_done, between=lambda: None):
        before = self.moto.changing_calls()
        killed = 0
        while killed < rounds and self.kill(at_answer=killed % 2 == 0):
            killed += 1
            between()
        print(f"      {name}: {killed} runs were killed; IAM had made {self.moto.changing_calls() - before} changes")
        self.sound(name)
        run = self.home.run()
        self.steps.check(f"the next run finishes {name}", run.status == 0, run)
        self.sound(name)
        is_done()
        return killed

    def kill(self, at_answer):
        """Kills a run at a random time, or when IAM has done a random one of its next changes and not answered yet; whether it did."""
        if at_answer:
            self.moto.ask(f"/life/hold?n={self.chance.randint(1, 8)}", post=True)
        process = self.home.start("run", "--account", "prod")
        end = time.monotonic() + (10 if at_answer else self.chance.uniform(0.1, 1.5))
        while time.monotonic() < end and process.poll() is None and not (at_answer and self.moto.ask("/life/held")):
            time.sleep(0.005)
        process.send_signal(signal.SIGKILL)
        answer = self.home.finish(process, ("run",))
        if at_answer:
            self.moto.ask("/life/release", post=True)
        return answer.status == -signal.SIGKILL

    def later(self):
        """A user who is missing right after a crash is missed for certain a minute later: the home's clock saves the wait."""
        self.home.must("sync", "--account", "prod")
        self.home.must("sandbox", "advance", "2m")

    def sound(self, part):
        """Every user at IAM is exactly one record's, by its tags."""
        records = {user["id"]: user["user"] for user in self.home.users()}
        found = {name: self.witness.tags(name).get("tenure:user") for name in self.witness.names()}
        orphans = {name: record for name, record in found.items() if records.get(record) != name}
        doubles = len(found) - len(set(found.values()))
        self.steps.same(f"in {part} IAM has no orphans and no duplicates among {len(found)} users", (orphans, doubles), ({}, 0))

    def created(self):
        names = self.witness.names()
        found = [self.witness.all(name) for name in names]
        self.steps.same("all are made, each with the duty group and a password alone", found, [plain()] * USERS)
        self.steps.same("tenure says enrolling of all", {user["state"] for user in self.home.users()}, {"enrolling"})

    def enrol(self):
        pause()
        changed = []
        for name in self.witness.names():
            self.witness.enable_mfa(name)
            changed.append(self.witness.change_password(self.home.password(name), NEW % name))
        self.steps.same("the last password that was delivered is the one that IAM holds, for all", changed, [True] * USERS)

    def granted(self):
        found = [self.witness.groups(name) for name in self.witness.names()]
        self.steps.same("all have the business group, beside the duty group", found, [sorted(["developers", DUTY])] * USERS)
        self.steps.same("tenure says active of all", {user["state"] for user in self.home.users()}, {"active"})

    def revoked(self):
        self.steps.same("IAM has none of them", self.witness.names(), [])
        self.steps.same("nor a device of theirs", self.witness.iam.list_virtual_mfa_devices()["VirtualMFADevices"], [])
        self.home.run()
        self.home.must("sandbox", "advance", "2m")
        self.home.run()
        self.steps.same("all are verified to be gone", {user["state"] for user in self.home.users()}, {"revoked"})
