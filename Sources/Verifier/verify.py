#!/usr/bin/env python3
"""Checks an export of a tenure history, with nothing but Python's standard library.

    python3 verify.py EXPORT [--key VKEY] [--since CHECKPOINT]

EXPORT is the folder that 'tenure audit export --output' wrote, or the one of 'tenure audit pack'. VKEY is the line of 'tenure audit key
show' that was handed to you beforehand: without it, nothing says who signed. CHECKPOINT is the file 'checkpoint' of an earlier export:
the history must have grown from it. Exit status: 0 sound, 3 not sound, 64 usage.

What is checked: every byte of the manifest's files, and that a pack holds no other; every event against its leaf; that no event is
missing, doubled or out of its place, since all leaves together come to the signed root; every text against what its event committed
to; all signatures.
What is not: whether what was typed is true; what was changed at AWS outside tenure; whether events that were left out of a filtered
export were not asked for (ask for any of them with 'tenure audit prove NUMBER'); that this is the only history that the key's
owner ever signed (witnesses, and --since, are against that); that the papers of a pack say what its events say: they are what the
key's owner signed.
Formats: RFC 6962 (tree), c2sp.org/signed-note, c2sp.org/tlog-checkpoint, RFC 8032 (Ed25519).
"""
import base64, binascii, hashlib, hmac, json, os, re, sys


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


# The export
LINE = re.compile(rb'\{"seq":([1-9][0-9]*),"leaf":"([0-9a-f]{64})","event":(.*),"texts":(\{.*\})\}\n', re.S)
KEY = b'"event":{"home":{"signingKeySet":'


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
    head = re.match(r"tenure-export/v1\nlog (\S+)\nasked (.+)\nevents (\d+) of (\d+)\nfirst (\d+) last (\d+)\nroot (\S+)\n", manifest.text)
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
            else:
                gaps, inside = gaps + (not inside), True
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
    return len(seqs), size, origin, root, key, len(names) - len(own)


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
        count, size, origin, root, key, papers = verify(arguments[0], trusted, since)
    except (Unsound, OSError, ValueError, KeyError, TypeError) as error:
        print("not sound: %s" % error)
        return 3
    print("sound: %d of %d events of %s, root %s" % (count, size, origin, base64.b64encode(root).decode()))
    if papers:
        print("%d papers of the pack, each as it was signed" % papers)
    if not trusted:
        print("signed with the key below; compare it with the one that you were given:\n%s" % key.text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
