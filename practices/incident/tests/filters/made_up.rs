//! Made-up filters: every sort of condition, joined in every way.

use proptest::collection::vec;
use proptest::prelude::*;

/// A condition that can be asked of an incident.
#[expect(clippy::too_many_lines, reason = "one line a condition, of every sort there is")]
fn condition() -> impl Strategy<Value = String> {
    let one = |from: &'static [&'static str]| prop::sample::select(from.to_vec());
    let references = one(&["requester", "assignee", "opener", "resolved_by"]);
    let moments = one(&[
        "opened_at",
        "updated_at",
        "resolved_at",
        "closed_at",
        "hold_until",
        "requester.created_at",
    ]);
    let moment = one(&[
        "today",
        "yesterday",
        "this week",
        "last month",
        "this quarter - 1q",
        "this year",
        "-7d",
        "-90d",
        "-400d",
        "last 30 days",
        "2026-03-29",
        "2026-10",
        "2026-Q2",
        "2026",
        "2027",
        "2026-03-29T02:30",
        "2026-06-01T00:00:00Z",
        "now",
        "next 3 days",
        "today - 100d",
    ]);
    let texts = one(&[
        "title",
        "description",
        "resolution_notes",
        "priority_reason",
        "number",
        "requester.name",
        "requester.email",
        "requester.company.name",
        "team.name",
        "service.name",
        "category.name",
        "category.parent.name",
        "location.name",
        "requester.location.parent.name",
        "requester",
        "service",
        "category",
        "state",
        "channel",
        "hold_reason",
    ]);
    let sought = one(&[
        "printer", "STRASSE", "ß", "100%", "_", "!", "é", "ÄRGER", "a", "hold", "toner", "Köln",
        "inc", "birch", "İ", "z", "\\\"", "supplier",
    ]);
    let order = one(&["=", "!=", "<", "<=", ">", ">="]);
    prop_oneof![
        added(),
        added(),
        added(),
        (one(&["priority", "impact", "urgency", "reopened"]), order.clone(), 1..=3_i64)
            .prop_map(|(field, order, n)| format!("{field} {order} {n}")),
        (one(&["priority", "impact"]), order.clone(), one(&["urgency", "impact", "reopened"]))
            .prop_map(|(field, order, other)| format!("{field} {order} {other}")),
        one(&[
            "state in (new, on_hold)",
            "state = resolved",
            "channel != phone",
            "state not in (closed)",
            "hold_reason = supplier",
            "hold_reason is empty",
            "hold_reason != change",
            "restricted = false",
            "restricted = yes",
            "assignee.active = true",
            "resolution_code = \"Fixed\"",
            "service = \"E-Mail\"",
            "service != \"E-Mail\"",
            "category under Hardware",
            "category not under Drucker",
            "category = Drucker",
            "location under Köln",
            "requester.location under \"Halle 4\"",
            "requester.company = \"Alder Works\"",
            "requester.company != \"Birch Supplies\"",
            "company = me.company",
            "company in me.companies",
            "team in me.teams",
            "team not in (me.teams)",
            "assignee = me",
            "assignee != me",
            "opener = requester",
            "requester != opener",
            "resolved_by = assignee",
            "requester.company = company",
            "title = description",
            "priority_reason = title",
            "title != resolution_notes",
            "requester.name = assignee.name",
            "team.members count > 1",
            "team.members count >= 1 where (name starts Ada)",
            "team.leads count = 1",
            "team.members count = 0 where (email ends birch.example)",
            "requester.teams count = 0",
            "assignee.teams count < 2 where (name contains desk)",
            "assignee.companies count >= 1",
            "team.members count <= 1 where (teams count = 1)",
            "tags = vip",
            "tags != vip",
            "tags in (vip, later)",
            "tags starts strasse",
            "tags is empty",
            "tags count > 1",
            "tags count < 2",
            "watchers = me",
            "watchers is not empty",
            "watchers count >= 2",
            "watchers contains ada",
            "watchers count = 1 where (company = me.company)",
            "tasks is empty",
            "tasks = open",
            "tasks count >= 1 where (team is not empty and state = open)",
            "tasks count = 0 where (due_at is empty)",
            "tasks count >= 1 where (due_at > opened_at)",
            "team.members = me",
            "requester.teams is empty",
            "assignee.teams != \"Network\"",
            "\"printer\"",
            "\"floor 3\"",
            "\"7\"",
            "\"inc0000012\"",
            "title is anything",
            "not title is anything",
            "title = \"\"",
            "description != \"\"",
            "team is not empty",
            "assignee = \"\"",
            "title in (\"PRINTER JAM!\", \"100% cpu_load\")",
        ])
        .prop_map(str::to_owned),
        (
            texts.clone(),
            one(&["contains", "not contains", "starts", "ends", "not ends"]),
            sought.clone()
        )
            .prop_map(|(field, how, text)| format!("{field} {how} \"{text}\"")),
        (
            one(&["title", "number", "requester", "service.name", "location.parent.name"]),
            one(&["<", "<=", ">", ">="]),
            sought
        )
            .prop_map(|(field, order, text)| format!("{field} {order} \"{text}\"")),
        (texts, one(&["is empty", "is not empty"])).prop_map(|(field, is)| format!("{field} {is}")),
        (moments.clone(), order, moment.clone())
            .prop_map(|(f, order, m)| format!("{f} {order} {m}")),
        (moments.clone(), one(&["in", "not in"]), moment.clone(), moment.clone())
            .prop_map(|(f, is, a, b)| format!("{f} {is} ({a}, {b})")),
        (moments.clone(), moment.clone(), moment)
            .prop_map(|(f, a, b)| format!("{f} between {a} and {b}")),
        (
            moments.clone(),
            one(&["<", ">", "=", ">="]),
            moments.clone(),
            one(&["", " - 1d", " + 3h", " - 2w"])
        )
            .prop_map(|(f, order, g, by)| format!("{f} {order} {g}{by}")),
        (
            moments.clone(),
            one(&["hour", "day", "week", "month", "quarter", "year", "minute"]),
            moments.clone(),
            any::<bool>()
        )
            .prop_map(|(f, unit, g, not)| format!(
                "{f} {}same {unit} as {g}",
                if not { "not " } else { "" }
            )),
        (
            moments,
            one(&[
                "weekday = monday",
                "weekday in (sat, sunday)",
                "hour >= 12",
                "hour between 2 and 5",
                "month = march",
                "month < 6",
                "quarter = 2",
                "year > 2026",
                "weekday != 3",
                "hour is empty",
            ])
        )
            .prop_map(|(f, part)| format!("{f}.{part}")),
        (references, one(&["is empty", "is not empty", "= me", "!= me"]))
            .prop_map(|(field, is)| format!("{field} {is}")),
    ]
}

/// A condition on a field that an administrator added.
#[expect(clippy::too_many_lines, reason = "one line a condition, of every type there is")]
fn added() -> impl Strategy<Value = String> {
    let one = |from: &'static [&'static str]| prop::sample::select(from.to_vec());
    let order = || one(&["=", "!=", "<", "<=", ">", ">="]);
    prop_oneof![
        (order(), one(&["-12.5", "0", "99.99", "12.50", "-1000"]))
            .prop_map(|(o, n)| format!("x.a_number {o} {n}")),
        (order(), one(&["\"12.50 EUR\"", "\"EUR 100\"", "\"-3 USD\"", "12.5", "0"]))
            .prop_map(|(o, m)| format!("x.a_money {o} {m}")),
        (
            order(),
            one(&[
                "2026-03-29",
                "2026",
                "2026-03",
                "today",
                "last month",
                "-90d",
                "this week - 1w",
                "2027-02-28"
            ])
        )
            .prop_map(|(o, d)| format!("x.a_date {o} {d}")),
        (
            one(&["x.a_line", "x.a_prose", "x.a_url"]),
            one(&["contains", "not contains", "starts", "ends", "=", "!="]),
            one(&[
                "strasse 7",
                "Printer jam",
                "100%",
                "_",
                "ß",
                "org",
                "https://example.org/a",
                "Ä"
            ])
        )
            .prop_map(|(f, how, text)| format!("{f} {how} \"{text}\"")),
        (
            one(&["x.a_line", "x.a_url"]),
            one(&["<", "<=", ">", ">="]),
            one(&["p", "STRASSE", "äpfel", "https://example.org/b"])
        )
            .prop_map(|(f, order, text)| format!("{f} {order} \"{text}\"")),
        (
            one(&["x.a_choice", "x.a_multi_choice"]),
            one(&["=", "!=", "contains"]),
            one(&["red", "blue", "Green"])
        )
            .prop_map(|(f, is, code)| format!("{f} {is} {code}")),
        (
            one(&[
                "x.a_line",
                "x.a_prose",
                "x.a_number",
                "x.a_money",
                "x.a_date",
                "x.a_instant",
                "x.a_choice",
                "x.a_multi_choice",
                "x.a_flag",
                "x.a_url",
                "x.a_person",
                "x.a_team",
                "x.a_person.email",
                "x.a_team.company"
            ]),
            one(&["is empty", "is not empty"])
        )
            .prop_map(|(f, is)| format!("{f} {is}")),
        one(&[
            "x.a_choice in (red, blue)",
            "x.a_multi_choice in (red, green)",
            "x.a_multi_choice not in (blue)",
            "x.a_flag = true",
            "x.a_flag != yes",
            "x.a_person = me",
            "x.a_person = requester",
            "x.a_person != assignee",
            "x.a_team = team",
            "x.a_team in me.teams",
            "x.a_person.company = me.company",
            "x.a_person contains \"å\"",
            "x.a_team.members count > 1",
            "x.a_instant > opened_at",
            "opened_at < x.a_instant - 2d",
            "x.a_instant same month as opened_at",
            "x.a_instant.hour = 1",
            "x.a_instant.weekday = sunday",
            "x.a_instant in 2026",
            "x.a_date between 2026-01-01 and 2026-12-31",
            "x.a_money between 10 and 50",
            "x.a_line = title",
            "title != x.a_line",
            "x.a_line = x.a_prose",
            "x.a_number in (0, 99.99)",
            "x.a_number between -20 and 1",
            "x.a_date = x.a_date",
            "x.a_number >= x.a_number",
        ])
        .prop_map(str::to_owned),
    ]
}

pub(crate) fn filter() -> impl Strategy<Value = String> {
    condition().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" and "))),
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
            inner.prop_map(|part| format!("not ({part})")),
        ]
    })
}
