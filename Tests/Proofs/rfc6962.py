#!/usr/bin/env python3
"""RFC 6962's tree and RFC 9162's verification of proofs, written from their text and from no line of ours.

One question a line on standard input, one answer a line on standard output; hashes are hexadecimal, lists have commas between them.

    log SEED SIZE                       the root of the log whose entries are 'SEED/0' … 'SEED/(SIZE-1)'
    inclusion INDEX                     PATH(INDEX, D) of the last log
    consistency FROM                    PROOF(FROM, D) of the last log
    root FROM                           the root of its first leaves
    included INDEX SIZE LEAF ROOT LIST  yes or no
    grown FROM TO FIRST SECOND LIST     yes or no
"""
import hashlib, sys


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def split(n):
    """The largest power of two smaller than n."""
    return 1 << ((n - 1).bit_length() - 1)


class Log:
    def __init__(self, entries):
        self.leaves, self.known = [leaf(e) for e in entries], {}

    def mth(self, low, high):
        """MTH(D[low:high]), RFC 6962, 2.1."""
        if low == high:
            return hashlib.sha256(b"").digest()
        if high - low == 1:
            return self.leaves[low]
        if (low, high) not in self.known:
            k = split(high - low)
            self.known[low, high] = node(self.mth(low, low + k), self.mth(low + k, high))
        return self.known[low, high]

    def path(self, m, low, high):
        """PATH(m, D[low:high]), 2.1.1."""
        if high - low <= 1:
            return []
        k = split(high - low)
        if m < k:
            return self.path(m, low, low + k) + [self.mth(low + k, high)]
        return self.path(m - k, low + k, high) + [self.mth(low, low + k)]

    def proof(self, m, low, high, whole):
        """SUBPROOF(m, D[low:high], whole), 2.1.2."""
        n = high - low
        if m == n:
            return [] if whole else [self.mth(low, high)]
        k = split(n)
        if m <= k:
            return self.proof(m, low, low + k, whole) + [self.mth(low + k, high)]
        return self.proof(m - k, low + k, high, False) + [self.mth(low, low + k)]


def included(index, size, hash, root, path):
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, hash
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            if not fn & 1:
                while fn and not fn & 1:
                    fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def grown(first, second, first_root, second_root, path):
    """RFC 9162, 2.1.4.2."""
    if first < 1 or first > second:
        return False
    if first == second:
        return not path and first_root == second_root
    if not path:
        return False
    if first & (first - 1) == 0:
        path = [first_root] + path
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def hashes(text):
    return [bytes.fromhex(h) for h in text.split(",") if h]


def answer(words, log):
    what, rest = words[0], words[1:]
    if what == "inclusion":
        return ",".join(h.hex() for h in log.path(int(rest[0]), 0, len(log.leaves)))
    if what == "consistency":
        return ",".join(h.hex() for h in log.proof(int(rest[0]), 0, len(log.leaves), True))
    if what == "root":
        return log.mth(0, int(rest[0])).hex()
    path = hashes(rest[4]) if len(rest) > 4 else []
    judge = included if what == "included" else grown
    return "yes" if judge(int(rest[0]), int(rest[1]), bytes.fromhex(rest[2]), bytes.fromhex(rest[3]), path) else "no"


def main():
    log = None
    for line in sys.stdin:
        words = line.split()
        if words[0] == "log":
            log = Log([f"{words[1]}/{i}".encode() for i in range(int(words[2]))])
            print(log.mth(0, len(log.leaves)).hex(), flush=True)
        else:
            print(answer(words, log), flush=True)


if __name__ == "__main__":
    main()
