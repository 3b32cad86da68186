#!/usr/bin/env python3
"""Verifies a journal exported with `mainstay export journal`, using only the rules written in
docs/decisions/0004-journal-format.md and Python's standard library.

    mainstay export journal journal.jsonl && python3 docs/verify_journal.py journal.jsonl
"""
import hashlib, json, struct, sys

P = 2**255 - 19                                   # Ed25519 (RFC 8032), affine and slow
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

def root(x2):
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P: x = x * pow(2, (P - 1) // 4, P) % P
    return None if (x * x - x2) % P else x

def point(raw):
    n = int.from_bytes(raw, "little"); y = n & ((1 << 255) - 1)
    x = root((y * y - 1) * pow(D * y * y + 1, P - 2, P) % P)
    if x is None or y >= P: raise ValueError("not a point")
    return (P - x if x & 1 != n >> 255 else x, y, 1, (P - x if x & 1 != n >> 255 else x) * y % P)

def add(a, b):                                    # extended coordinates
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    g, h, i, j = f - e, d - c, d + c, f + e
    return (g * h % P, i * j % P, h * i % P, g * j % P)

def times(n, a):
    out = (0, 1, 1, 0)
    while n:
        if n & 1: out = add(out, a)
        a, n = add(a, a), n >> 1
    return out

BY = 4 * pow(5, P - 2, P) % P
BX = root((BY * BY - 1) * pow(D * BY * BY + 1, P - 2, P) % P)
BASE = (P - BX if BX & 1 else BX, BY, 1, (P - BX if BX & 1 else BX) * BY % P)

def signed(key, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(r + key + message).digest(), "little") % L
    if s >= L: return False
    a, b = times(s, BASE), add(point(r), times(k, point(key)))
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0

def num(n): return struct.pack(">q", n)
def raw(b): return struct.pack(">I", len(b)) + b
def unhex(t): return bytes.fromhex(t or "")
def sha(b): return hashlib.sha256(b).digest()
def digest(salt, value): return sha(salt + (b"\0" if value is None else b"\1" + value.encode()))

def entry_hash(e):
    form = struct.pack(">H", 1) + raw(unhex(e["subject"])) + num(e["seq"]) + num(e["version"])
    form += raw(e["verb"].encode()) + raw(unhex(e["actor"])) + raw(e["door"].encode())
    form += num(e["occurred_at"]) + num(e["recorded_at"]) + raw(unhex(e["previous_hash"]))
    form += struct.pack(">I", len(e["values"]))
    for v in e["values"]:
        form += raw(v["field"].encode()) + bytes([v["op"]]) + raw(unhex(v["digest"]))
    return sha(form)

def checkpoint_hash(c):
    form = struct.pack(">H", 1) + num(c["number"]) + num(c["first_position"]) + num(c["last_position"])
    form += num(c["sealed_at"]) + raw(unhex(c["entries_digest"])) + raw(unhex(c["previous_hash"]))
    return sha(form + raw(unhex(c["key"])))

def main(path):
    keys, ends, at, sealed, count = {}, {}, {}, (0, 0, b""), 0
    for number, line in enumerate(open(path, encoding="utf-8"), 1):
        row = json.loads(line)
        def must(holds, what):
            if not holds: sys.exit(f"line {number}: {what}")
        if row["type"] == "key":
            keys[row["id"]] = unhex(row["public_key"])
        elif row["type"] == "entry":
            seq, previous = ends.get(row["subject"], (0, b""))
            must(row["seq"] == seq + 1, "an entry is missing before it")
            must(unhex(row["previous_hash"]) == previous, "it does not follow from the entry before it")
            for v in row["values"]:
                must(v["erased_at"] is not None or (len(unhex(v["salt"])) == 16
                     and digest(unhex(v["salt"]), v["value"]) == unhex(v["digest"])),
                     f"the value of {v['field']} was changed")
            must(entry_hash(row) == unhex(row["hash"]), "its content was changed")
            ends[row["subject"]] = (row["seq"], unhex(row["hash"]))
            if row["position"] is not None: at[row["position"]] = unhex(row["hash"])
            count += 1
        elif row["type"] == "checkpoint":
            must((row["number"], row["first_position"], unhex(row["previous_hash"]))
                 == (sealed[0] + 1, sealed[1] + 1, sealed[2]), "a checkpoint is missing before it")
            hashes = [at.get(p) for p in range(row["first_position"], row["last_position"] + 1)]
            must(None not in hashes and sha(b"".join(hashes)) == unhex(row["entries_digest"]), "it seals other entries")
            must(checkpoint_hash(row) == unhex(row["hash"]), "its content was changed")
            must(signed(keys[row["key"]], unhex(row["hash"]), unhex(row["signature"])), "its signature does not hold")
            sealed = (row["number"], row["last_position"], unhex(row["hash"]))
    print(f"{count} entries of {len(ends)} histories hold; {sealed[0]} checkpoints seal {sealed[1]} of them")

if __name__ == "__main__":
    main(sys.argv[1])
