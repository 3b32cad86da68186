person you@example.org 'Yuki Ode' --role agent --team 'Service desk' <<<'a long walk by the river 7'
person rosa@example.org 'Rosa Lind' --role requester <<<'nobody knows this of me'
person pia@example.org 'Pia Lund' --role requester <<<'nobody knows this of me'
# Seeing what is restricted takes a grant that no role has from the start.
python3 - "$DATA/mainstay.db" <<'GRANT'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("INSERT INTO permission (role_id, kind, action, reach)"
           " SELECT role_id, kind, 'read_restricted', reach FROM permission WHERE action = 'work'")
GRANT
mainstay serve >"$OUT/served" 2>&1 &
until grep -q :// "$OUT/served"; do sleep 0.1; done

post() {
    curl -X POST -H "Authorization: Bearer $ADMIN" -H 'Content-Type: application/json' -d "$2" "$DESK/$1"
}
for n in $(seq 10); do
    post incidents "{\"title\": \"Scanner $n is stuck\", \"impact\": 2, \"urgency\": 2,
        \"requester\": \"rosa@example.org\", \"team\": \"Service desk\"}"
done
post incidents/INC0000001/assignment '{"assignee": "you@example.org"}'
post incidents/INC0000009/comments '{"body": "The password is swordfish."}'

# What is written about in the examples of files: a picture of one dot, and two texts.
base64 -d >screenshot.png <<<'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAAAABJRU5ErkJggg=='
echo 'the printer said 42' >log.txt
echo 'toner = low' >config.txt

# Somebody is told a moment after it happened.
THEIRS=$(mainstay token add --user you@example.org --name waiting | tail -n 1)
until curl -H "Authorization: Bearer $THEIRS" "$DESK/notifications" | jq -e '.items | length > 0' >/dev/null; do
    sleep 0.2
done
