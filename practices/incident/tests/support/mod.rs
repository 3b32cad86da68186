//! Incidents to filter and list: of every state, with something in every field.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use std::collections::BTreeSet;
use std::time::Duration;

use db::sea_query::{Expr, ExprTrait, Query};
use db::{Id, ReadTx, Timestamp};
use desk::access::{Action, Agent};
use desk::custom::Catalogue;
use desk::field::{Field, STATE_FIELDS};
use desk::filter::{self, Known, Looked, Reader, compile, matches, read};
use desk::input::{RawInput, RawValue};
use desk::list::{ListQuery, Mark, Page, Snapshot, Sort, snapshots};
use desk::numbers::Numbers;
use desk::people::{Category, Location, NewPerson, Person, Service};
use desk::work::{Asked, act, create};
use desk::{Record, Result};
use mainstay_incident::{Incident, KIND};
use testkit::Desk;

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

pub(crate) fn input(values: &[(&str, &str)]) -> RawInput {
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

/// A value of each type of field that an administrator can add, or none; the last two by identity.
const ADDED: [(&str, [&str; 3]); 12] = [
    ("x.a_line", ["Straße 7", "printer JAM", "Äpfel_100%"]),
    ("x.a_prose", ["ÄRGER\n\nmit ß", "100%", "toner"]),
    ("x.a_number", ["-12.5", "0", "99.99"]),
    ("x.a_money", ["12.50 EUR", "-3 USD", "100 EUR"]),
    ("x.a_date", ["2026-03-29", "2025-12-31", "2027-02-28"]),
    ("x.a_instant", ["2026-03-29T00:30:00Z", "2026-10-25T00:30:00Z", "2027-01-01T00:00:00Z"]),
    ("x.a_choice", ["red", "blue", "green"]),
    ("x.a_multi_choice", ["red", "blue,green", "green"]),
    ("x.a_flag", ["true", "false", "true"]),
    ("x.a_url", ["https://example.org/A", "https://example.org/b", "http://example.net/%C3%A4"]),
    ("x.a_person", ["zoe@alder.example", "bernd@birch.example", "ada@alder.example"]),
    ("x.a_team", ["Network", "Service desk", "Birch support"]),
];

/// Incidents in every state, over two years and a change of the clocks.
pub(crate) fn fill(desk: &Desk) {
    desk.add_fields(&KIND);
    let furniture = furnish(desk);
    let numbers = Numbers::default();
    let pick =
        |from: &[String], n: usize| from.get(n % (from.len() + 1)).cloned().unwrap_or_default();
    for n in 0..48_usize {
        desk.clock.advance(Duration::from_secs(3_600 * (7 + 11 * (n as u64 % 40))));
        let number = numbers.take(&desk.db, KIND.prefix).unwrap();
        let mut given = input(&[
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
        for (place, (code, values)) in ADDED.iter().enumerate() {
            if let Some(value) = values.get((n + place) % 5) {
                given.values.insert((*code).to_owned(), RawValue::Text((*value).to_owned()));
            }
        }
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
pub(crate) fn found(
    tx: &ReadTx<'_>,
    agent: &Agent,
    text: &str,
    now: Timestamp,
    known: &Known,
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
    let fields: Vec<_> = Catalogue::of(tx, &KIND)?.all().collect();
    let mut by_rust = BTreeSet::new();
    for row in snapshots(tx, &KIND, &all?, &fields)? {
        let value = |field: &'static Field| row.value(field.code).clone();
        if matches(&filter.predicate, &Looked::new(tx, &KIND, row.id, &value, known))? {
            by_rust.insert(row.id);
        }
    }
    Ok([by_sql?, by_rust])
}

/// A list as somebody asks for it: five at a time.
pub(crate) fn query(
    tx: &ReadTx<'_>,
    desk: &Desk,
    agent: &Agent,
    q: &str,
    sort: &str,
) -> Result<ListQuery> {
    let reader = Reader { kind: &KIND, agent, now: desk.clock.now() };
    let sort = Sort::read(tx, &KIND, agent, sort)?;
    Ok(ListQuery {
        scope: agent.scope(KIND.code, Action::Read)?,
        inside: agent.scope(KIND.code, Action::ReadInternal).ok(),
        predicate: filter::read(tx, reader, q)?.predicate,
        mark: Mark::of(&[q, &sort.text()]),
        sort,
        page: Page::First,
        limit: 5,
    })
}

/// Every field of an incident and of its state.
pub(crate) fn fields(tx: &ReadTx<'_>) -> Vec<&'static Field> {
    Catalogue::of(tx, &KIND).unwrap().all().chain(STATE_FIELDS).collect()
}

pub(crate) fn numbers<'a>(rows: impl IntoIterator<Item = &'a Snapshot>) -> Vec<String> {
    rows.into_iter().map(|row| row.text("number").to_owned()).collect()
}
