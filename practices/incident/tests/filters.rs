//! Filters over incidents: SQL on both engines and the evaluator in Rust say the same, and nobody
//! asks what they may not see.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use std::collections::BTreeSet;
use std::time::Duration;

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Db, Id, ReadTx, Value};
use desk::access::{Action, Agent, Reach, Role};
use desk::filter::{Looked, Reader, compile, matches, read};
use desk::input::{RawInput, RawValue};
use desk::list::snapshots;
use desk::numbers::Numbers;
use desk::people::{Category, Location, NewPerson, Person, Service, Team};
use desk::work::{Asked, act, create};
use desk::{Error, Record, Result};
use mainstay_incident::{Incident, KIND};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use testkit::{Desk, each_engine};

/// What incidents are made of: several of everything, and some of it nobody's.
struct Furniture {
    services: Vec<String>,
    categories: Vec<String>,
    locations: Vec<String>,
    people: Vec<String>,
}

fn furnish(desk: &Desk) -> Furniture {
    let desk = desk.clone();
    let handle = desk.db.clone();
    let made: Result<Furniture> = handle.write(move |tx| {
        let ctx = desk.context(&desk.administrator);
        let mut made = Furniture {
            services: Vec::new(),
            categories: Vec::new(),
            locations: Vec::new(),
            people: Vec::new(),
        };
        for (name, company) in [("E-Mail", desk.alder), ("Straßenplan", desk.birch)] {
            made.services.push(Service::create(tx, &ctx, company, name)?.id.to_string());
        }
        let mut parent = None;
        for name in ["Hardware", "Drucker", "Toner_100%"] {
            let category = Category::create(tx, &ctx, KIND.code, parent, name)?;
            parent = Some(category.id);
            made.categories.push(category.id.to_string());
        }
        let mut parent = None;
        for name in ["Köln", "Halle 4", "Raum 12"] {
            let location = Location::create(tx, &ctx, desk.alder, parent, name)?;
            parent = Some(location.id);
            made.locations.push(location.id.to_string());
        }
        for (name, email, company) in [
            ("Zoë Åkerman", "zoe@alder.example", desk.alder),
            ("Bernd Straße", "bernd@birch.example", desk.birch),
        ] {
            let mut new = NewPerson::named(name, company).with_email(email);
            new.location = (company == desk.alder).then_some(parent.unwrap());
            made.people.push(Person::create(tx, &ctx, &new)?.id.to_string());
        }
        made.people.push(desk.requester.person.to_string());
        Ok(made)
    });
    made.unwrap()
}

fn input(values: &[(&str, &str)]) -> RawInput {
    let given = values.iter().filter(|(_, value)| !value.is_empty());
    let values =
        given.map(|(name, value)| ((*name).to_owned(), RawValue::Text((*value).to_owned())));
    RawInput { values: values.collect(), version: None }
}

const TITLES: [&str; 6] = [
    "Printer on floor 3",
    "ÄRGER mit dem Drucker",
    "100% CPU_load",
    "STRASSE gesperrt",
    "printer jam!",
    "naïve café",
];
const DESCRIPTIONS: [&str; 4] =
    ["", "The toner is empty.\n\nPlease bring a NEW one.", "100%_!", "ß"];

/// Tags, watchers and tasks, on some of them.
fn hang(desk: &Desk, numbers: &Numbers, number: &str, n: usize) {
    let task = numbers.take(&desk.db, desk::task::KIND.prefix).unwrap();
    let (desk, number) = (desk.clone(), number.to_owned());
    let handle = desk.db.clone();
    let hung: Result<()> = handle.write(move |tx| {
        let (ctx, all) = (desk.context(&desk.administrator), &desk.administrator);
        let record = desk::find_heading(tx, all, &number)?;
        for tag in ["VIP", "Straße 7", "later"].into_iter().take(n % 5) {
            desk::tag::put(tx, &ctx, all, &KIND, &record, &input(&[("tag", tag)]))?;
        }
        if n % 4 == 1 {
            desk::watch::watch(tx, &ctx, &desk.agent, &record)?;
        }
        if n % 6 < 2 {
            desk::watch::watch(tx, &ctx, &desk.birch_agent, &record)?;
        }
        if n % 3 == 1 {
            let team = desk.network.to_string();
            let due = (ctx.now.plus(Duration::from_secs(86_400))).to_string();
            let given = input(&[
                ("title", "Look after it"),
                ("team", if n.is_multiple_of(2) { &team } else { "" }),
                ("due_at", if n.is_multiple_of(4) { &due } else { "" }),
            ]);
            desk::task::create(tx, &ctx, all, &KIND, &record, &task, &given)?;
        }
        Ok(())
    });
    hung.unwrap();
}

/// Incidents in every state, over two years and a change of the clocks.
fn fill(desk: &Desk) {
    let furniture = furnish(desk);
    let numbers = Numbers::default();
    let pick =
        |from: &[String], n: usize| from.get(n % (from.len() + 1)).cloned().unwrap_or_default();
    for n in 0..48_usize {
        desk.clock.advance(Duration::from_secs(3_600 * (7 + 11 * (n as u64 % 40))));
        let number = numbers.take(&desk.db, KIND.prefix).unwrap();
        let given = input(&[
            ("title", TITLES[n % 6]),
            ("description", DESCRIPTIONS[n % 4]),
            ("impact", &(n % 3 + 1).to_string()),
            ("urgency", &(n / 3 % 3 + 1).to_string()),
            ("requester", &pick(&furniture.people, n)),
            ("service", &pick(&furniture.services, n / 2)),
            ("category", &pick(&furniture.categories, n / 3)),
            ("location", &pick(&furniture.locations, n / 5)),
            ("channel", ["phone", "walk_in", "email"][n % 3]),
        ]);
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let opened: Result<_> =
            desk.db.write(move |tx| create::<Incident>(tx, &ctx, &by, number.clone(), &given));
        let number = opened.unwrap().number;
        hang(desk, &numbers, &number, n);
        let (team, agent) = (desk.service_desk.to_string(), desk.agent.person.to_string());
        let network = desk.network.to_string();
        let assigned = if n.is_multiple_of(2) { &team } else { &network };
        let steps: &[(&str, RawInput)] = &[
            (
                "assign",
                input(&[
                    ("team", assigned),
                    ("assignee", if n.is_multiple_of(4) { &agent } else { "" }),
                ]),
            ),
            ("start", input(&[])),
            ("hold", input(&[("reason", if n % 3 == 0 { "supplier" } else { "change" })])),
            ("resume", input(&[])),
            ("resolve", input(&[("code", "fixed"), ("notes", "Toner replaced, ß and all.")])),
            ("close", input(&[])),
        ];
        for (verb, given) in steps.iter().take(n % 7) {
            desk.clock.advance(Duration::from_secs(60 * (n as u64 * n as u64 % 3_000)));
            let verb = KIND.lifecycle.verb(verb).unwrap();
            let asked =
                Asked { number: number.clone(), verb, input: given.clone(), if_match: None };
            let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
            let done: Result<_> = desk.db.write(move |tx| act::<Incident>(tx, &ctx, &by, &asked));
            done.unwrap();
        }
    }
}

/// The identities SQL finds, and those the evaluator does.
fn found(
    tx: &ReadTx<'_>,
    agent: &Agent,
    text: &str,
    now: db::Timestamp,
) -> Result<[BTreeSet<Id<Record>>; 2]> {
    let filter = read(tx, Reader { kind: &KIND, agent, now }, text)?;
    let select = Query::select()
        .column(("record", "subject_id"))
        .from("record")
        .inner_join(
            "incident",
            Expr::col(("incident", "subject_id")).equals(("record", "subject_id")),
        )
        .cond_where(compile(&KIND, &filter.predicate))
        .take();
    let by_sql: db::Result<_> = tx.select(&select)?.iter().map(|row| row.get(0)).collect();
    let all = Query::select().column(("record", "subject_id")).from("record").take();
    let all: db::Result<Vec<Id<Record>>> = tx.select(&all)?.iter().map(|row| row.get(0)).collect();
    let fields: Vec<_> = KIND.all_fields().collect();
    let mut by_rust = BTreeSet::new();
    for row in snapshots(tx, &KIND, &all?, &fields)? {
        let value = |field: &'static desk::field::Field| row.value(field.code).clone();
        if matches(&filter.predicate, &Looked::new(tx, &KIND, row.id, &value))? {
            by_rust.insert(row.id);
        }
    }
    Ok([by_sql?, by_rust])
}

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

fn filter() -> impl Strategy<Value = String> {
    condition().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" and "))),
            vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" or "))),
            inner.prop_map(|part| format!("not ({part})")),
        ]
    })
}

#[test]
fn sql_and_the_evaluator_agree_on_both_engines() {
    each_engine(|db: &Db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let mut berliner = desk.administrator.clone();
        berliner.zone = "Europe/Berlin".to_owned();
        let agents = [&berliner, &desk.agent, &desk.birch_agent];
        let mut runner =
            TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
        let mut hits = 0_usize;
        let hits_of = std::cell::RefCell::new(&mut hits);
        let outcome = runner.run(&(filter(), 0..3_usize), |(text, who)| {
            let now = desk.clock.now();
            match desk.db.read(|tx| found(tx, agents[who], &text, now)) {
                Ok([sql, rust]) => {
                    **hits_of.borrow_mut() += usize::from(!sql.is_empty() && sql.len() < 48);
                    prop_assert_eq!(sql, rust, "{}", text);
                }
                // Not everybody knows every company's names.
                Err(Error::Invalid(faults)) => {
                    prop_assert!(
                        faults.iter().all(|f| f.code == "filter_no_such"),
                        "{}: {:?}",
                        text,
                        faults
                    );
                    prop_assert!(who > 0, "{}: {:?}", text, faults);
                }
                Err(other) => prop_assert!(false, "{}: {}", text, other),
            }
            Ok(())
        });
        if let Err(TestError::Fail(reason, case)) = outcome {
            panic!("{}: {case:?}: {reason}", db.describe());
        }
        assert!(hits > 100, "only {hits} filters told incidents apart");
    });
}

fn faults(desk: &Desk, agent: &Agent, text: &str) -> Vec<(String, String)> {
    let now = desk.clock.now();
    match desk.db.read(|tx| read(tx, Reader { kind: &KIND, agent, now }, text)) {
        Err(Error::Invalid(faults)) => faults
            .into_iter()
            .map(|fault| {
                let detail =
                    |name| fault.details.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
                (fault.code.to_owned(), detail("nearest").unwrap_or_default())
            })
            .collect(),
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn what_does_not_fit_is_told_with_what_could_be_meant() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (text, code, nearest) in [
            ("priorty = 1", "filter_field", "priority"),
            ("requester.emial = x", "filter_field", "requester.email"),
            ("team.member count = 1", "filter_field", "team.members"),
            ("opened_at.wekday = 1", "filter_field", "opened_at.weekday"),
            ("priority.name = 1", "filter_field", ""),
            ("state = on_hald", "filter_option", "on_hold"),
            ("priority = 9", "filter_number_between", ""),
            ("priority = high", "filter_number_expected", ""),
            ("restricted = perhaps", "filter_flag_expected", ""),
            ("opened_at > soon", "filter_moment_expected", ""),
            ("opened_at > priority", "filter_moment_expected", ""),
            ("opened_at > closed_at - 1mo", "filter_offset_of_field", ""),
            ("opened_at contains 3", "filter_operator", ""),
            ("description > a", "filter_operator", ""),
            ("team under x", "filter_operator", ""),
            ("team.members = 3", "filter_operator", ""),
            ("priority count = 3", "filter_operator", ""),
            ("title contains \"\"", "filter_text_expected", ""),
            ("team = \"No such team\"", "filter_no_such", ""),
        ] {
            let told = faults(&desk, &desk.administrator, text);
            assert_eq!(told, [(code.to_owned(), nearest.to_owned())], "{text}");
        }
        let several =
            faults(&desk, &desk.administrator, "priorty = 1 and state = x or description > 3");
        assert_eq!(several.len(), 3, "all that is wrong is told: {several:?}");
    });
}

#[test]
fn nobody_asks_what_they_may_not_see() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let unknown = |text: &str, agent: &Agent| {
            let told = faults(&desk, agent, text);
            assert_eq!(told.first().map(|(code, _)| code.as_str()), Some("filter_field"), "{text}");
            assert!(told.iter().all(|(_, near)| near.is_empty() || !text.contains(near.as_str())));
        };
        // What only the inside may read, and what there is not, look the same.
        for text in [
            "reopened = 1",
            "priority_reason is empty",
            "restricted = true",
            "nonsense = 1",
            "requester.email is empty",
            "assignee.company is empty",
            "team.members count > 1",
        ] {
            unknown(text, &desk.requester);
        }
        // Somebody who reads more records than they read the inside of.
        let ctx = desk.context(&desk.administrator);
        let widened: Result<()> = desk.db.write(move |tx| {
            let role = Role::find_by_code(tx, "requester")?.ok_or(Error::NotFound)?;
            role.permit(tx, &ctx, KIND.code, Action::Read, Reach::Company)?;
            role.permit(tx, &ctx, KIND.code, Action::ReadInternal, Reach::Own)
        });
        widened.unwrap();
        let rosa = desk.db.read(|tx| Agent::load(tx, desk.requester.person)).unwrap().unwrap();
        unknown("reopened = 1", &rosa);
        // Another company's people and teams look as if there were none.
        for text in [
            "team = \"Birch support\"",
            "team = \"No such team\"",
            "requester = bea@birch.example",
            "requester = nobody@birch.example",
            "company = \"Birch Supplies\"",
            "company = \"None such\"",
        ] {
            let told = faults(&desk, &desk.agent, text);
            assert_eq!(told, [("filter_no_such".to_owned(), String::new())], "{text}");
        }
    });
}

#[test]
fn what_is_behind_another_companys_people_looks_empty() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        // Birch's requester asks Alder's desk: Ada sees the incident, the name, and no more.
        let ctx = desk.context(&desk.administrator);
        let (bea, team) = (desk.birch_requester.person, desk.service_desk);
        let by = desk.administrator.clone();
        let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
        let given = input(&[
            ("title", "A visitor"),
            ("impact", "2"),
            ("urgency", "2"),
            ("requester", &bea.to_string()),
            ("team", &team.to_string()),
        ]);
        let opened: Result<_> =
            desk.db.write(move |tx| create::<Incident>(tx, &ctx, &by, number.clone(), &given));
        opened.unwrap();
        let finds = |agent: &Agent, text: &str| {
            let [sql, rust] = desk.db.read(|tx| found(tx, agent, text, desk.clock.now())).unwrap();
            assert_eq!(sql, rust, "{text}");
            !sql.is_empty()
        };
        for (text, administrator, ada) in [
            ("requester.name starts Bea", true, true),
            ("requester.email starts bea", true, false),
            ("requester.email is empty", false, true),
            ("requester.company.name contains birch", true, false),
            ("requester.active = true", true, false),
            ("requester.created_at is not empty", true, false),
        ] {
            assert_eq!(
                finds(&desk.administrator, text),
                administrator,
                "the administrator: {text}"
            );
            assert_eq!(finds(&desk.agent, text), ada, "Ada: {text}");
        }
    });
}

#[test]
fn a_name_and_a_text_are_kept_as_they_are_compared() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let renamed = desk.db.read(|tx| {
            let select = Query::select()
                .column("fold")
                .from("naming")
                .and_where(Expr::col("id").eq(Value::from(desk.service_desk)))
                .take();
            Ok::<_, Error>(tx.select(&select)?.first().map(|row| row.get::<String>(0)).transpose()?)
        });
        assert_eq!(renamed.unwrap().as_deref(), Some("service desk"));
        assert!(desk.db.read(|tx| Team::find_by_name(tx, "Network")).unwrap().is_some());
        fill(&desk);
        let emptied = |text: &str| {
            let [sql, rust] =
                desk.db.read(|tx| found(tx, &desk.administrator, text, desk.clock.now())).unwrap();
            assert_eq!(sql, rust);
            sql.len()
        };
        let with = emptied("description contains toner");
        assert!(with > 0);
        let edit = KIND.lifecycle.verb("edit").unwrap();
        let number = "INC0000002".to_owned();
        let mut given = input(&[("title", "Ganz ANDERS")]);
        given.values.insert("description".to_owned(), RawValue::Text("Nothing of it".to_owned()));
        let asked = Asked { number, verb: edit, input: given, if_match: None };
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let done: Result<_> = desk.db.write(move |tx| act::<Incident>(tx, &ctx, &by, &asked));
        done.unwrap();
        assert_eq!(emptied("description contains toner"), with - 1);
        assert_eq!(emptied("title = \"ganz anders\""), 1);
    });
}
