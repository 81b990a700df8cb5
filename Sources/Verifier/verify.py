#!/usr/bin/env python3
"""Checks an export of a tenure history, with nothing but Python's standard library.

    python3 verify.py EXPORT [--key VKEY] [--since CHECKPOINT]

EXPORT is the folder that 'tenure audit export --output' wrote, or the one of 'tenure audit pack'. VKEY is the line of 'tenure audit key
show' that was handed to you beforehand: without it, nothing says who signed. CHECKPOINT is the file 'checkpoint' of an earlier export:
the history must have grown from it. Exit status: 0 sound, 3 not sound, 64 usage.

What is checked: every byte of the manifest's files, and that a pack holds no other; every event against its leaf; that no event is
missing, doubled or out of its place, since all leaves together come to the signed root; every text against what its event committed
to; all signatures, those that people put under their decisions too: each over what was decided, with a key that was theirs then.
What is not: whether what was typed is true; what was changed at AWS outside tenure; whether events that were left out of a filtered
export were not asked for (ask for any of them with 'tenure audit prove NUMBER'); that this is the only history that the key's
owner ever signed (witnesses, and --since, are against that); that the papers of a pack say what its events say: they are what the
key's owner signed.
Formats: RFC 6962 (tree), c2sp.org/signed-note, c2sp.org/tlog-checkpoint, RFC 8032 (Ed25519), FIPS 186-5 and SP 800-186 (ECDSA),
OpenSSH's PROTOCOL.sshsig and PROTOCOL.u2f (people's signatures).
"""
import base64, binascii, datetime, hashlib, hmac, json, os, re, sys


class Unsound(Exception):
    pass


def demand(holds, why):
    if not holds:
        raise Unsound(why)


# Ed25519, RFC 8032, 5.1
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    t, u = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    v, w = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = u - t, w - v, w + v, u + t
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point, n = add(point, point), n >> 1
    return result


def decode(data):
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


def encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = decode((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(key, signature, message):
    point, s = decode(key), int.from_bytes(signature[32:], "little")
    if point is None or len(signature) != 64 or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    x, y, z, t = point
    return encode(add(times(s, BASE), times(k, (P - x, y, z, P - t)))) == signature[:32]


# ECDSA: the curves y^2 = x^3 - 3x + b over p, with a point of that order; the bytes of a coordinate, and the hash
CURVES = {
    b"nistp256": (2**256 - 2**224 + 2**192 + 2**96 - 1, 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B,
                  0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
                  (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
                   0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5), 32, hashlib.sha256),
    b"nistp384": (2**384 - 2**128 - 2**96 + 2**32 - 1,
                  0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF,
                  0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
                  (0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
                   0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F), 48, hashlib.sha384),
    b"nistp521": (2**521 - 1,
                  0x0051953EB9618E1C9A1F929A21A0B68540EEA2DA725B99B315F3B8B489918EF109E156193951EC7E937B1652C0BD3BB1BF073573DF883D2C34F1EF451FD46B503F00,
                  0x01FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFA51868783BF2F966B7FCC0148F709A5D03BB5C9B8899C47AEBB6FB71E91386409,
                  (0x00C6858E06B70404E9CD9E3ECB662395B4429C648139053FB521F828AF606B4D3DBAA14B5E77EFE75928FE1DC127A2FFA8DE3348B3C1856A429BF97E7E31C2E5BD66,
                   0x011839296A789A3BC0045C8A5FB42C7D1BD998F54449579B446817AFBD17273E662C97EE72995EF42640C550B9013FAD0761353C7086A272C24088BE94769FD16650), 66, hashlib.sha512),
}


def add_points(p, a, b):
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0] and (a[1] + b[1]) % p == 0:
        return None
    slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, p) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, p)
    x = (slope * slope - a[0] - b[0]) % p
    return (x, (slope * (a[0] - x) - a[1]) % p)


def multiply(p, n, point):
    result = None
    while n:
        if n & 1:
            result = add_points(p, result, point)
        point, n = add_points(p, point, point), n >> 1
    return result


def ecdsa(curve, key, pair, message):
    p, b, order, base, size, hash = CURVES[curve]
    demand(len(key) == 2 * size + 1 and key[0] == 4, "a key cannot be read")
    x, y = int.from_bytes(key[1 : size + 1], "big"), int.from_bytes(key[size + 1 :], "big")
    demand(x < p and y < p and (y * y - x * x * x + 3 * x - b) % p == 0, "a key is no point of its curve")
    r, s = pair.natural(size), pair.natural(size)
    if not pair.ended() or not 0 < r < order or not 0 < s < order:
        return False
    digest = hash(message).digest()
    e = int.from_bytes(digest, "big") >> max(0, 8 * len(digest) - order.bit_length())
    w = pow(s, -1, order)
    point = add_points(p, multiply(p, e * w % order, base), multiply(p, r * w % order, (x, y)))
    return point is not None and point[0] % order == r


# SSH signatures
class Wire:
    def __init__(self, data):
        self.rest = data

    def take(self, count):
        demand(count <= len(self.rest), "an SSH signature is cut off")
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def string(self):
        return self.take(int.from_bytes(self.take(4), "big"))

    def natural(self, size):
        data = self.string()
        demand(data and data[0] < 128 and (data[0] or (len(data) > 1 and data[1] > 127)) and len(data.lstrip(b"\0")) <= size,
               "a number of an SSH signature is not written as numbers are")
        return int.from_bytes(data, "big")

    def ended(self):
        return not self.rest


def wired(data):
    return len(data).to_bytes(4, "big") + data


def ssh_key(armored, message):
    """The key that has signed the message, or nothing: PROTOCOL.sshsig, for decisions and with keys that may sign them."""
    lines = armored.split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    demand(len(armored) <= 8192 and len(lines) > 2 and (lines[0], lines[-1]) == ("-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"),
           "it is no SSH signature")
    blob = Wire(base64_bytes("".join(lines[1:-1])))
    demand(blob.take(6) == b"SSHSIG" and blob.take(4) == b"\0\0\0\1", "it is no SSH signature")
    key, purpose, spare, hash, inner = [blob.string() for _ in range(5)]
    demand(blob.ended() and purpose == b"tenure-decision" and spare == b"" and hash in (b"sha256", b"sha512"), "it is no SSH signature of a decision")
    signed = b"SSHSIG" + wired(purpose) + wired(b"") + wired(hash) + wired(hashlib.new(hash.decode(), message).digest())
    public, inner = Wire(key), Wire(inner)
    kind = public.string()
    demand(inner.string() == kind, "an SSH signature's algorithm is not that of its key")
    match = re.fullmatch(rb"(sk-)?(?:ssh-(ed25519)|ecdsa-sha2-(nistp256|nistp384|nistp521))(@openssh\.com)?", kind)
    demand(match and bool(match[1]) == bool(match[4]) and (not match[1] or match[2] or match[3] == b"nistp256"), "keys of that kind sign no decisions")
    demand(match[2] or public.string() == match[3], "a key cannot be read")
    point, value = public.string(), inner.string()
    if match[1]:  # a security key signs with its own words: that it was touched, and how often it has signed
        words = inner.take(5)
        demand(words[0] & 1, "a security key was not touched")
        signed = hashlib.sha256(public.string()).digest() + words + hashlib.sha256(signed).digest()
    demand(public.ended() and inner.ended(), "an SSH signature has more than it should")
    demand(signed_by(point, value, signed) if match[2] and len(point) == 32 else match[3] and ecdsa(match[3], point, Wire(value), signed),
           "a signature is not its key's")
    return key


# Notes and keys
def base64_bytes(text):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Unsound("it is not base64")
    demand(base64.b64encode(data).decode() == text, "it is not written as base64 is")
    return data


class Key:
    def __init__(self, text):
        parts = text.split("+", 2)
        demand(len(parts) == 3 and parts[0], "a key is written NAME+HASH+BASE64")
        self.text, self.name, data = text, parts[0], base64_bytes(parts[2])
        demand(len(data) == 33 and data[0] == 1, "it is no Ed25519 key of a log")
        self.id, self.bytes = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4], data[1:]
        demand(self.id.hex() == parts[1], "a key's hash is not its own")


class Note:
    def __init__(self, data):
        try:
            lines = data.decode().split("\n")
        except UnicodeDecodeError:
            raise Unsound("a note is not UTF-8")
        blanks = [i for i, line in enumerate(lines[:-1]) if line == ""]
        demand(lines[-1] == "" and blanks and 0 < blanks[-1] < len(lines) - 2, "it is no signed note")
        demand(not re.search(b"[\x00-\x09\x0b-\x1f]", data), "a note has a control character")
        self.text, self.signatures = "\n".join(lines[: blanks[-1]]) + "\n", []
        for line in lines[blanks[-1] + 1 : -1]:
            parts = line.split(" ")
            demand(len(parts) == 3 and parts[0] == "\u2014" and parts[1] and "+" not in parts[1] and parts[1].split() == [parts[1]],
                   "a line below a note is no signature")
            coded = base64_bytes(parts[2])
            demand(len(coded) > 4, "a line below a note is no signature")
            self.signatures.append((parts[1], coded[:4], coded[4:]))

    def signed_by(self, key):
        mine = [s for name, id, s in self.signatures if name == key.name and id == key.id]
        demand(all(signed_by(key.bytes, s, self.text.encode()) for s in mine), "a signature is not one of its text")
        return bool(mine)


def checkpoint(note):
    lines = note.text.split("\n")
    demand(len(lines) == 4 and re.fullmatch("0|[1-9][0-9]*", lines[1]), "it is no checkpoint")
    root = base64_bytes(lines[2])
    demand(len(root) == 32 and lines[0], "it is no checkpoint")
    return lines[0], int(lines[1]), root


# The tree
class Tree:
    def __init__(self):
        self.size, self.peaks = 0, []

    def append(self, leaf):
        node, size = leaf, self.size
        while size & 1:
            node, size = hashlib.sha256(b"\x01" + self.peaks.pop() + node).digest(), size >> 1
        self.peaks.append(node)
        self.size += 1

    def root(self):
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = hashlib.sha256(b"\x01" + peak + root).digest()
        return root


# Decisions
STATEMENT = re.compile(r"tenure-decision/v1\nlog      ([^\n]*)\n([^\n]*)   version (\d+)\ncontent  sha256:([0-9a-f]{64})\ndecision ([^\n]*)\n"
                       r"reason   (-|hmac-sha256:[0-9a-f]{64})\nactor    (P-\d+)\ntime     (\S+)   expires (\S+)\nnonce    [0-9a-f]{32}\n")


def digest(value):
    return hashlib.sha256(json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest()


def sealed(value):
    return "hmac-sha256:" + value["sealed"] if value else "-"


class Decisions:
    """What is known of requests, items and keys where an event stands; what an export leaves out is taken from the statement."""

    def __init__(self, knows_keys):
        self.knows_keys, self.count, self.log, self.keys, self.forms, self.listed = knows_keys, 0, None, {}, {}, {}

    def take(self, seq, body):
        if not re.search(rb'"event":\{"(?:request|item)":|"event":\{"(?:home":\{"signingKeySet|person":\{"key)', body):
            return
        event = json.loads(body)
        (family, inner), (stream, by) = next(iter(event["event"].items())), (event["stream"], event["by"])
        kind, said = next(iter(inner.items()))
        if kind == "signingKeySet":
            self.log = said["key"].split("+")[0]
        elif kind == "keyAdded":
            self.keys.setdefault(stream, []).append(base64_bytes(said["key"]["blob"]))
        elif kind == "keyRemoved":
            self.keys[stream] = [k for k in self.keys.get(stream, []) if k != base64_bytes(said["key"]["blob"])]
        elif kind == "listed":
            self.listed[stream] = digest(said["entry"])
        elif family in ("request", "item"):
            why = "event %d should not stand here: " % seq
            form = said.get("form") or self.forms.get(stream)
            demand("form" not in said or digest(form["ask"]) == form["content"], why + "what is asked is not what approvals are bound to")
            if "signed" in said:
                self.count += 1
                try:
                    self.judge(event, family, kind, said, form)
                except (Unsound, ValueError) as error:
                    raise Unsound(why + "the signature of %s does not hold: %s" % (by, error))
            else:
                glass = kind == "submitted" and "breakGlass" in form["ask"]
                asked = kind == "endorsed" and form and [s for s in form["stages"] if s["name"] == said["stage"] and s.get("signed")]
                demand(not glass and not asked, why + "it counts only signed, and has no signature")
            demand(kind != "endorsed" or not form or said["content"] == form["content"], why + "the approval is of something else")
            self.remember(stream, kind, said)

    def remember(self, stream, kind, said):
        if "form" in said:
            self.forms[stream] = said["form"]
        elif kind == "voided" and stream in self.forms:
            form = self.forms[stream]
            for ask, asked in form["ask"].items():
                if ask in ("access", "change"):
                    asked["_0"]["grant"] = said["grant"]
            form["content"] = digest(form["ask"])
        elif kind in ("rejected", "withdrawn", "expired", "fulfilled"):
            self.forms.pop(stream, None)

    def judge(self, event, family, kind, said, form):
        match = STATEMENT.fullmatch(said["signed"]["statement"])
        demand(match, "the statement is not written as statements are")
        log, subject, version, content, decision, reason, actor, begin, end = match.groups()
        if family == "item":
            word, verdict = next(iter(said["verdict"].items()))
            words = {"keepUntil": "keep-until   until " + str(verdict.get("until")), "reduce": "reduce   groups " + " ".join(verdict.get("groups", []))}
            expected = (self.listed.get(event["stream"], content), words.get(word, word), sealed(said.get("reason")))
            demand(kind == "decided", "nobody signs that")
        else:
            words = {"endorsed": "approve   stage %s" % said.get("stage"), "rejected": "reject", "returned": "return", "submitted": "break-glass"}
            demand(kind in words and (kind != "submitted" or "breakGlass" in form["ask"]), "nobody signs that")
            why = sealed(said["remark"]) if "remark" in said else sealed(form["reason"]) if form else reason
            expected = (said.get("content") or (form["content"] if form else content), words[kind], why)
        place = {"request": "request  ", "item": "item     "}[family] + event["stream"]
        known = (self.log, place, str(event["version"] - 1)) + expected + (event["by"],)
        demand((log, subject, version, content, decision, reason, actor) == known, "the statement says something else")
        for time in (begin, end):
            demand(len(time) == 20 and datetime.datetime.strptime(time, "%Y-%m-%dT%H:%M:%SZ"), "a time is not written as times are")
        demand(begin <= event["at"] <= end, "the statement is of another time")
        key = ssh_key(said["signed"]["signature"], said["signed"]["statement"].encode())
        demand(key in self.keys.get(actor, [] if self.knows_keys else [key]), "its key is not registered for %s" % actor)


# The export
LINE = re.compile(rb'\{"seq":([1-9][0-9]*),"leaf":"([0-9a-f]{64})","event":(.*),"texts":(\{.*\})\}\n', re.S)
KEY = b'"event":{"home":{"signingKeySet":'
PEOPLE = re.compile(rb'"event":\{"person":\{"key(?:Added|Removed)":')


def quoted(text):
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub("[\x00-\x1f]", lambda m: "\\u%04x" % ord(m[0]), text) + '"'


class Row:
    def __init__(self, line):
        match = LINE.fullmatch(line)
        demand(match, "a line of events.jsonl is not written as exports are")
        self.seq, self.body = int(match[1]), match[3]
        self.leaf = hashlib.sha256(b"\0" + self.body).digest()
        demand(self.leaf.hex().encode() == match[2], "event %d was altered" % self.seq)
        try:
            found = json.loads(match[4])
            sealed = list(dict.fromkeys(c.decode() for c in re.findall(rb'\{"sealed":"([^"]{64})', self.body)))
            self.texts = [(c, found[c]["salt"], found[c]["text"]) for c in sealed if c in found]
            again = ",".join('"%s":{"salt":"%s","text":%s}' % (c, salt, quoted(text)) for c, salt, text in self.texts)
            demand(b"{" + again.encode() + b"}" == match[4], "the texts of event %d are not written as they were" % self.seq)
            for c, salt, text in self.texts:
                demand(re.fullmatch("(?:[0-9a-f]{2})*", salt), "a salt of event %d is not written as it was" % self.seq)
                known = hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest()
                demand(known == c, "event %d was not about the text that stands beside it" % self.seq)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Unsound("the texts of event %d cannot be read" % self.seq)

    def cells(self):
        body = json.loads(self.body)
        kind, event = next(iter(body["event"].items()))
        cells = [str(self.seq), body["at"], body["by"], body["stream"], str(body["version"]), kind + "." + next(iter(event)),
                 " | ".join(text for _, _, text in self.texts), self.leaf.hex(), self.body.decode()]
        return ["'" + c if c[:1] in list("=+-@\t\r") else c for c in cells]


def table_line(cells):
    return (",".join('"%s"' % c.replace('"', '""') if re.search('[",\n\r]', c) else c for c in cells) + "\r\n").encode()


def lines(path):
    with open(path, "rb") as file:
        for line in file:
            demand(line.endswith(b"\n"), "a file is cut off")
            yield line


def verify(folder, trusted=None, since=None):
    path = lambda name: os.path.join(folder, name)
    load = lambda name: Note(open(path(name), "rb").read())
    manifest, note = load("manifest"), load("checkpoint")
    origin, size, root = checkpoint(note)
    head = re.match(r"tenure-export/v[12]\nlog (\S+)\nasked (.+)\nevents (\d+) of (\d+)\nfirst (\d+) last (\d+)\nroot (\S+)\n", manifest.text)
    demand(head and (head[1], int(head[4]), base64_bytes(head[7])) == (origin, size, root), "the checkpoint is not the one of the manifest")
    files = re.findall(r"file ([^ /.\n][^ /\n]*(?:/[^ /.\n][^ /\n]*)?) ([0-9a-f]{64})\n", manifest.text[head.end() :])
    demand("".join("file %s %s\n" % f for f in files) == manifest.text[head.end() :], "a line of the manifest names no file")
    names = [name for name, _ in files]
    demand(head[2].split() == head[2].split(" "), "the manifest is not written as manifests are")
    pack = head[2].startswith("pack=")
    own = [n for n in names if not (pack and ("/" in n or n in ("index.html", "README.txt")))]
    handovers = [name for name in own if name.startswith("handover-")]
    core = [n for n in own if n not in ("events.csv", "events.html", "verify.py")]
    demand(core == ["checkpoint", "events.jsonl", "left-out"] + handovers and len(set(names)) == len(names),
           "its files are not those of an export")
    for name, digest in files:
        demand(os.path.isfile(path(name)), "the file '%s' is missing, or cannot be read" % name)
        hash = hashlib.sha256()
        with open(path(name), "rb") as file:
            for chunk in iter(lambda: file.read(1 << 18), b""):
                hash.update(chunk)
        demand(hash.hexdigest() == digest, "the file '%s' was altered" % name)
    for at, folders, others in os.walk(folder) if pack else ():
        for name in others + [f for f in folders if os.path.islink(os.path.join(at, f))]:
            name = os.path.relpath(os.path.join(at, name), folder)
            demand(name in names or name == "manifest", "the file '%s' is not one that the manifest names" % name)
    handovers = [(checkpoint(n), n) for n in map(load, handovers)]
    earlier = [c for c, _ in handovers] + ([since] if since else [])
    tree, keys, seqs, gaps, inside, contradicted = Tree(), [], [], 0, False, None
    dated = manifest.text.startswith("tenure-export/v2\n")
    decisions = Decisions(dated or head[2] == "everything")
    rows, others = lines(path("events.jsonl")), lines(path("left-out"))
    table = lines(path("events.csv")) if "events.csv" in names else None
    expect = lambda data: demand(b"".join(next(table, b"") for _ in range(data.count(b"\n"))) == data, "the table does not hold what the events say")
    if table:
        expect(b"\xef\xbb\xbf" + table_line(["seq", "at", "by", "stream", "version", "event", "texts", "leaf", "body"]))
    row, other = next(rows, None), next(others, None)
    row = row and Row(row)
    while row or other:
        if row and row.seq == tree.size + 1:
            tree.append(row.leaf)
            seqs.append(row.seq)
            if KEY in row.body:
                keys.append((row.seq, Key(json.loads(row.body)["event"]["home"]["signingKeySet"]["key"])))
            elif not (dated and PEOPLE.search(row.body)):
                gaps, inside = gaps + (not inside), True
            decisions.take(row.seq, row.body)
            if table:
                expect(table_line(row.cells()))
            row = next(rows, None)
            row = row and Row(row)
        else:
            match = re.fullmatch(rb"([1-9][0-9]*) ([0-9a-f]{64})\n", other or b"")
            demand(match and int(match[1]) == tree.size + 1, "event %d is missing or out of place" % (tree.size + 1))
            tree.append(bytes.fromhex(match[2].decode()))
            other, inside = next(others, None), False
        for one in earlier:
            if one[1] == tree.size and one[2] != tree.root():
                contradicted = contradicted or one
    if since:
        demand(since[0] in [k.name for _, k in keys], "the earlier checkpoint is of another log, or of more events")
        ended = [seq for i, (seq, k) in enumerate(keys) if k.name != since[0] and since[0] in [k.name for _, k in keys[:i]]]
        demand(not ended or (since[1] < ended[0] and contradicted != since), "the earlier checkpoint is of %d events of '%s', which ended: event %d began "
               "another name after going back to a backup, and what was signed there is lost" % (since[1], since[0], ended[0] if ended else 0))
        demand(since[1] <= size, "the earlier checkpoint is of another log, or of more events")
    demand(not contradicted, "the first %d events are not those that were signed: history was changed" % (contradicted or (0, 0))[1])
    demand(not table or next(table, None) is None, "the table has more lines than there are events")
    demand(tree.size == size and tree.root() == root, "the events do not come to the root of the checkpoint")
    demand([int(head[3]), int(head[5]), int(head[6])] == [len(seqs), seqs[0] if seqs else 0, seqs[-1] if seqs else 0],
           "it holds other events than its manifest says")
    demand(head[2] != "everything" or len(seqs) == size, "events are left out of what was asked for")
    span = all(p.startswith(("from=", "to=", "pack=")) for p in head[2].split(" "))
    demand(span or not pack, "a pack holds every event of its time")
    demand(not span or gaps <= 1, "events are left out of what was asked for")
    demand(keys and keys[-1][1].name == origin, "no event says whose key signs")
    key = keys[-1][1]
    demand(note.signed_by(key) and manifest.signed_by(key), "it is not signed with the key in force")
    if trusted:
        texts = [k.text for _, k in keys]
        demand(trusted.text in texts, "the key that you trust never signed for this log")
        for (_, old), (seq, new) in list(zip(keys, keys[1:]))[texts.index(trusted.text) :]:
            demand(any(c[1] >= seq and c[1] <= size and n.signed_by(old) and n.signed_by(new) for c, n in handovers),
                   "event %d put another key in force, and the former one has not signed that" % seq)
    return len(seqs), size, origin, root, key, len(names) - len(own), decisions.count


def show(text):
    """Prints what others wrote without what would steer a terminal."""
    print("".join(c if c.isprintable() or c == "\n" else " " for c in text))


def main(arguments):
    options = {}
    while len(arguments) > 1 and arguments[-2] in ("--key", "--since"):
        options[arguments[-2]] = arguments[-1]
        arguments = arguments[:-2]
    if len(arguments) != 1:
        print(__doc__)
        return 64
    try:
        trusted = Key(options["--key"]) if "--key" in options else None
        since = None
        if "--since" in options:
            note = Note(open(options["--since"], "rb").read())
            demand(not trusted or note.signed_by(trusted), "the earlier checkpoint is not signed with the key that you trust")
            since = checkpoint(note)
        count, size, origin, root, key, papers, signatures = verify(arguments[0], trusted, since)
    except (Unsound, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        show("not sound: %s" % error)
        return 3
    show("sound: %d of %d events of %s, root %s" % (count, size, origin, base64.b64encode(root).decode()))
    if signatures:
        show("%d signature%s under decisions, each with a key of that person's at that time" % (signatures, "s"[signatures == 1 :]))
    if papers:
        show("%d papers of the pack, each as it was signed" % papers)
    if not trusted:
        show("signed with the key below; compare it with the one that you were given:\n%s" % key.text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
