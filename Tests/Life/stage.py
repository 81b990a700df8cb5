"""What the lives are played on: moto's server, a sandbox home, the `tenure` binary, boto3 as witness, and the count of steps."""

import base64
import email
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request

import boto3
import botocore.config

HERE = pathlib.Path(__file__).parent
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE", "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}
ACCOUNT = "123456789012"


class Steps:
    """Prints each step with its number, and counts what passed."""

    def __init__(self):
        self.passed = self.failed = 0

    def scene(self, title):
        print(f"\n{title}", flush=True)

    def check(self, sentence, holds, otherwise=""):
        self.passed, self.failed = self.passed + bool(holds), self.failed + (not holds)
        number = self.passed + self.failed
        print(f"{number:4}. {'ok    ' if holds else 'FAILED'} {sentence}" + ("" if holds else f"\n{otherwise}"), flush=True)
        return holds

    def same(self, sentence, found, expected):
        return self.check(sentence, found == expected, f"      found    {found!r}\n      expected {expected!r}")


class Moto:
    """Moto's server, in a process of its own that ends with this one."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, HERE / "moto_iam.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        port = self.process.stdout.readline().decode().strip()
        if not port:
            raise SystemExit("moto did not start: pip install 'moto[server]==5.2.1' boto3")
        self.url = f"http://127.0.0.1:{port}"

    def ask(self, path, post=False):
        request = urllib.request.Request(self.url + path, method="POST" if post else "GET", data=b"" if post else None)
        with urllib.request.urlopen(request, timeout=90) as answer:
            return json.load(answer)

    def calls(self):
        return self.ask("/life/calls")

    def changing_calls(self):
        return sum(n for call, n in self.calls().items() if not call.startswith(("Get", "List", "Generate")))

    def reset(self):
        self.ask("/moto-api/reset", post=True)

    def client(self, service="iam"):
        return boto3.client(
            service, endpoint_url=self.url, region_name="us-east-1", aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"], config=botocore.config.Config(retries={"total_max_attempts": 1}))

    def end(self):
        self.process.stdin.close()
        self.process.wait(30)


class Answer:
    """What a command printed, and how it ended."""

    def __init__(self, command, status, out, err):
        self.command, self.status, self.out, self.err = command, status, out, err
        self.request = next(iter(re.findall(r"^(R-\d+)", out, re.M)), None)

    def __str__(self):
        lines = [f"$ tenure {' '.join(self.command)}", *(self.out + self.err).splitlines(), f"→ {self.status}"]
        return "\n".join("      " + line for line in lines)


class Home:
    """A sandbox home with the account `prod` at moto. Keeps everything that any command printed."""

    def __init__(self, tenure, moto):
        self.tenure, self.moto = tenure, moto
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tenure-life-"))
        self.path = self.folder / "home"
        self.printed = []
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "TENURE_"))}
        self.environment |= KEYS | {"HOME": str(self.folder), "AWS_EC2_METADATA_DISABLED": "true", "TENURE_HOME": str(self.path)}
        self.must("init", str(self.path), "--sandbox", "--language", "ko", actor=None)
        settings = self.path / "tenure.yaml"
        connections = "".join(f"  {alias}:\n    endpoint: {moto.url}\n    calls-per-second: 0\n" for alias in ["prod", "other"])
        settings.write_text(settings.read_text() + "accounts:\n" + connections)
        self.must("account", "add", "prod", "--id", ACCOUNT, "--reason", "운영 계정")

    def start(self, *command, actor="P-1"):
        environment = self.environment | ({"TENURE_ACTOR": actor} if actor else {})
        return subprocess.Popen(
            [self.tenure, *command], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder)

    def finish(self, process, command):
        out, err = process.communicate(timeout=600)
        answer = Answer(command, process.returncode, out.decode(), err.decode())
        self.printed.append(answer.out + answer.err)
        return answer

    def do(self, *command, actor="P-1"):
        return self.finish(self.start(*command, actor=actor), command)

    def must(self, *command, actor="P-1"):
        answer = self.do(*command, actor=actor)
        if answer.status != 0:
            raise AssertionError(f"it was to succeed:\n{answer}")
        return answer

    def run(self):
        return self.do("run", "--account", "prod")

    def profile(self, name, group, risk="low", workflow="standard"):
        self.must("profile", "add", name, "--risk", risk, "--workflow", workflow, "--groups", f"prod={group}", "--reason", "업무 권한")

    def person(self, korean, latin, mail, manager="P-2"):
        return self.must(
            "person", "add", korean, "--latin-name", latin, "--mail", mail, "--manager", manager, "--language", "ko", "--reason", "입사")

    def key(self, person):
        """The person has an SSH key registered, which `--sign` then finds in `~/.ssh`."""
        file = self.folder / ".ssh/id_ed25519"
        file.parent.mkdir(mode=0o700)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file], check=True, stdin=subprocess.DEVNULL)
        return self.must("person", "key", person, "--key", file.with_suffix(".pub").read_text().strip(), "--reason", "결정에 서명", actor=person)

    def users(self):
        return json.loads(self.must("user", "list", "--account", "prod", "--all", "--json").out)

    def user(self, name):
        return next(user for user in self.users() if user["user"] == name)

    def password(self, name):
        return (self.path / f"out/passwords/prod-{name}.txt").read_text().strip()

    def leaks(self):
        """How many passwords moto ever held, and where one stands outside `out/passwords`."""
        passwords = set(self.moto.ask("/life/passwords"))
        secrets = {secret.encode() for password in passwords for secret in spellings(password)}
        places = [file for file in self.path.rglob("*") if file.is_file() and not file.is_relative_to(self.path / "out/passwords")]
        texts = [(str(file), readable(file)) for file in places] + [("what was printed", "\n".join(self.printed).encode())]
        return len(passwords), [place for place, text in texts if any(secret in text for secret in secrets)]

    def remove(self):
        shutil.rmtree(self.folder)


def spellings(text):
    """A text as it is, and as it stands in HTML, JSON, an address or base64."""
    plain = {text, html.escape(text), json.dumps(text)[1:-1], urllib.parse.quote(text, safe=""), urllib.parse.quote_plus(text)}
    return plain | {base64.b64encode(text.encode()).decode().rstrip("=")}


def readable(file):
    """A file's bytes; of a mail also what its parts decode to."""
    raw = file.read_bytes()
    parts = email.message_from_bytes(raw).walk() if file.suffix == ".eml" else []
    return b"\n".join([raw] + [part.get_payload(decode=True) or b"" for part in parts])
