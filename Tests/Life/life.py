"""Users live through `tenure` at a real IAM endpoint, moto on 127.0.0.1, while boto3 looks at IAM by itself after every step.

    python3 Tests/Life/life.py --tenure .build/debug/tenure [--only NAME …]

TENURE_DEEP=1 kills 200 runs instead of 12. Prints numbered steps; the last line is `N passed, N failed`.
"""

import argparse
import pathlib
import sys
import time
import traceback

import changes
import checks
import crashes
import crowd
import fix
import ledger
import lives
import review
import snapshots
import stage
from witness import Witness

SCENES = {
    "standard": lives.standard, "privileged": lives.privileged, "existing": lives.existing, "wrong-account": changes.wrong_account,
    "foreign": changes.foreign_user, "two-runs": changes.two_runs, "killed": crashes.killed, "crowd": crowd.two_hundred,
    "snapshots": snapshots.snapshots, "checks": checks.checks, "ledger": ledger.against_the_ledger, "fix": fix.fix,
    "review": review.review,
}


def play(name, scene, tenure, moto, steps):
    """Plays one scene in a home and an account of its own; whatever it did, no password may stand where none belongs."""
    steps.scene(name)
    moto.reset()
    homes = []

    def home():
        homes.append(stage.Home(tenure, moto))
        return homes[-1]

    began = time.monotonic()
    try:
        scene(steps, home, Witness(moto), moto)
    except Exception:
        steps.check("the scene is played to its end", False, traceback.format_exc())
    for each in homes[-1:]:
        count, leaks = each.leaks()
        if count:
            steps.same(f"none of the {count} passwords that IAM ever held stands outside out/passwords", leaks, [])
    for each in homes:
        each.remove()
    print(f"      {time.monotonic() - began:.1f} s")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tenure", required=True, type=pathlib.Path)
    parser.add_argument("--only", choices=SCENES, nargs="*", default=list(SCENES))
    options = parser.parse_args()
    steps, moto = stage.Steps(), stage.Moto()
    try:
        for name in options.only:
            play(name, SCENES[name], options.tenure.resolve(), moto, steps)
    finally:
        moto.end()
    print(f"\n{steps.passed} passed, {steps.failed} failed")
    return 1 if steps.failed or not steps.passed else 0


if __name__ == "__main__":
    sys.exit(main())
