"""Runs the sessions that the documents show, and fails where the program answers otherwise.

    python3 Tests/Documents/transcripts.py PROGRAM [--rewrite] [FILE.md ...]

Every ```console block is a session: what stands behind `$ ` is typed, the rest is the answer. The blocks of one file are one
session in a folder of its own. Times, digests and IAM's ids may differ. --rewrite writes the answers into the files: their diff is read like code.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.S | re.M)
VARYING = [
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), "(time)"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "(time)"),
    (re.compile(r"AIDA[A-Z0-9]{17}"), "(id)"),
    (re.compile(r"sha256:[0-9a-f]{64}"), "(digest)"),
    (re.compile(r"tenure/[0-9a-f]{32}(\+[0-9a-f]{8}\+\S{44})?"), "(log)"),
]


def commands(block):
    """The commands of a block with the answers shown for them."""
    turns = []
    for line in block.splitlines():
        if line.startswith("$ "):
            turns.append((line[2:], []))
        else:
            turns[-1][1].append(line)
    return [(command, "\n".join(answer).strip()) for command, answer in turns]


def play(program, turns):
    """What the program really answers, command by command, in one shell."""
    mark = "\x1e"
    script = "".join(f"{command}\nprintf '\\036'\n" for command, _ in turns)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("TENURE_", "AWS_", "SUDO_"))}
    environment["PATH"] = f"{program.parent}:{environment['PATH']}"
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["timeout", "120", "bash", "-c", script], cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True)
    return [answer.strip() for answer in done.stdout.split(mark)[: len(turns)]]


def same(shown, real):
    for pattern, word in VARYING:
        shown, real = pattern.sub(word, shown), pattern.sub(word, real)
    return shown == real


def check(program, path, rewrite):
    """Plays one document; returns how many of its answers were wrong."""
    text = path.read_text(encoding="utf-8")
    blocks = [commands(block) for block in BLOCK.findall(text)]
    answers = iter(play(program, [turn for block in blocks for turn in block]))
    wrong = 0

    def render(match):
        nonlocal wrong
        lines = []
        for command, shown in commands(match.group(1)):
            real = next(answers, "(the session broke off)")
            if not same(shown, real):
                wrong += 1
                if not rewrite:
                    print(f"{path.relative_to(ROOT)}: $ {command}\n--- shown\n{shown}\n--- real\n{real}\n")
                shown = real
            lines += [f"$ {command}"] + ([shown] if shown else [])
        return "```console\n" + "\n".join(lines) + "\n```"

    rendered = BLOCK.sub(render, text)
    if rewrite:
        path.write_text(rendered, encoding="utf-8")
    return wrong


def main(arguments):
    rewrite = "--rewrite" in arguments
    program, *files = [pathlib.Path(argument).resolve() for argument in arguments if argument != "--rewrite"]
    files = files or [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    wrong = sum(check(program, path, rewrite) for path in files)
    print(f"documents: {len(files)} files, {wrong} answers {'rewritten' if rewrite else 'differ'}")
    return 1 if wrong and not rewrite else 0


sys.exit(main(sys.argv[1:]))
