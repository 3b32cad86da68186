"""What a request made up from the description needs to mean something here.

Examples of headers are the same in every operation. A key that was used before only tells that it was,
and a version that is not the record's refuses everything; so each request has a key of its own, and the
example of a version is left out. Keys and versions that are made up are sent as they are.
"""

import itertools

import schemathesis

_numbers = itertools.count()


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = case.headers
    if not headers:
        return
    key = headers.get("Idempotency-Key")
    if isinstance(key, str) and key.isascii() and key.isprintable() and " " not in key and key:
        headers["Idempotency-Key"] = f"made-up-{next(_numbers)}"
    for name in ("If-Match", "If-None-Match"):
        if str(headers.get(name, "")).startswith(('"v7', 'W/"v7')):
            del headers[name]
