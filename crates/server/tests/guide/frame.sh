set -euo pipefail
# Each thing that goes on has a process group of its own, to be ended by.
set -m
# What is told of a failure, wherever what failed writes to.
exec 3>&2

at_end() {
    code=$?
    for job in $(jobs -p); do kill -KILL -- "-$job" 2>/dev/null || true; done
    if [ "$code" != 0 ]; then
        echo "--- failed at $AT with $code" >&3
        cat "$OUT"/aside "$OUT"/printed-* >&3 2>/dev/null || true
    fi
}
trap at_end EXIT

# An answer that refuses is a failure; nothing is shown of how it is going.
curl() { command curl --fail-with-body --silent --show-error "$@"; }

# Where a page speaks of a database server, there is one, and who uses it.
if [ -n "${PGPORT:-}" ]; then createuser mainstay; fi

RUNNING=
before_next() {
    if [ -n "$RUNNING" ]; then
        kill -TERM -- "-$RUNNING" 2>/dev/null || true
        wait "$RUNNING" 2>/dev/null || true
        RUNNING=
    fi
    : >"$OUT/runs"
}

# Waits until it says where it listens, or tells the first thing.
has_begun() {
    RUNNING=$1
    for _ in $(seq 600); do
        if grep -qE '://|^data:' "$OUT/runs"; then return 0; fi
        kill -0 "$1" 2>/dev/null || break
        sleep 0.1
    done
    cat "$OUT/runs" >&2
    return 1
}

was_not_refused() {
    echo "this was to be refused" >&2
    exit 1
}

# Names are those of somebody's own organisation; everything else in a filter has to be right.
can_be_asked() {
    command curl --silent --show-error -G -H "Authorization: Bearer $ADMIN" "$DESK/incidents" -d limit=1 \
        --data-urlencode "q=$1" >"$OUT/asked"
    jq -e 'has("items") or (has("errors") and all(.errors[]; .code == "filter_no_such"))' "$OUT/asked" >/dev/null || {
        echo "$1" >&2
        cat "$OUT/asked" >&2
        return 1
    }
}
