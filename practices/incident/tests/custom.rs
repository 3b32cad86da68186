//! Custom fields on incidents: what they cost, and that every process sees the same ones.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use db::{Cost, Db};
use desk::access::Action;
use desk::custom::{self, Alternative, Catalogue, Draft};
use desk::field::Field;
use desk::filter::{self, Reader};
use desk::input::{RawInput, RawValue};
use desk::list::{ListQuery, Mark, Page, Sort, list};
use desk::numbers::Numbers;
use desk::work::{self, Asked};
use desk::{Committed, Error};
use mainstay_incident::{Incident, KIND};
use testkit::fields::{draft, words};
use testkit::{Database, Desk, Engine, each_engine};

/// An incident with some custom values.
fn open(desk: &Desk, values: &[(&str, RawValue)]) -> Result<Committed, Error> {
    let text = |text: &str| RawValue::Text(text.to_owned());
    let mut input = RawInput::default();
    for (code, value) in [("title", text("Printer")), ("impact", text("2")), ("urgency", text("2"))]
    {
        input.values.insert(code.to_owned(), value);
    }
    input.values.extend(values.iter().map(|(code, value)| ((*code).to_owned(), value.clone())));
    let number = Numbers::default().take(&desk.db, KIND.prefix)?;
    let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
    desk.db.write(move |tx| work::create::<Incident>(tx, &ctx, &by, number.clone(), &input))
}

fn edit(desk: &Desk, number: &str, values: &[(&str, RawValue)]) -> Result<Committed, Error> {
    let values = values.iter().map(|(code, value)| ((*code).to_owned(), value.clone()));
    let input = RawInput { values: values.collect(), version: None };
    let verb = KIND.lifecycle.verb("edit").unwrap();
    let asked = Asked { number: number.to_owned(), verb, input, if_match: None };
    let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
    desk.db.write(move |tx| work::act::<Incident>(tx, &ctx, &by, &asked))
}

fn catalogue(db: &Db) -> Catalogue {
    db.read(|tx| Catalogue::of(tx, &KIND)).unwrap()
}

fn raw(text: &str) -> RawValue {
    RawValue::Text(text.to_owned())
}

/// What listing with these fields reads.
fn cost_of(desk: &Desk, fields: &[&'static Field]) -> Cost {
    let reader = Reader { kind: &KIND, agent: &desk.agent, now: desk.clock.now() };
    let open = desk.db.read(|tx| filter::read(tx, reader, "open = true")).unwrap();
    let query = ListQuery {
        scope: desk.agent.scope(KIND.code, Action::Read).unwrap(),
        inside: None,
        predicate: open.predicate,
        sort: Sort::newest(&KIND).unwrap(),
        mark: Mark::of(&[]),
        page: Page::First,
        limit: 50,
    };
    desk.db
        .read(|tx| {
            let listed = list(tx, &KIND, &query, fields)?;
            assert_eq!(listed.rows.len(), 20);
            for (row, field) in listed.rows.iter().flat_map(|r| fields.iter().map(move |f| (r, f)))
            {
                let is_empty = *row.value(field.code) == db::Value::Null;
                assert!(field.definition().is_none() || !is_empty, "{} is read", field.code);
            }
            Ok::<_, Error>(tx.cost())
        })
        .unwrap()
}

#[test]
fn a_page_that_shows_five_of_two_hundred_reads_five() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for number in 0..200 {
            desk.add_field(&KIND, draft(&format!("f{number}"), "line"));
        }
        let codes: Vec<String> = (0..200).map(|number| format!("x.f{number}")).collect();
        for record in 0..20 {
            let values: Vec<(&str, RawValue)> = codes
                .iter()
                .map(|code| (code.as_str(), raw(&format!("{code} of {record}"))))
                .collect();
            open(&desk, &values).unwrap();
        }
        let catalogue = catalogue(db);
        let number = [KIND.field("number").unwrap()];
        let five: Vec<&'static Field> = catalogue.custom().iter().take(5).copied().collect();
        let plain = cost_of(&desk, &number);
        let shown = cost_of(&desk, &[&number[..], &five].concat());
        assert_eq!(shown.statements, plain.statements + 1, "one statement for the whole page");
        assert_eq!(shown.rows, plain.rows + 20 * 5, "five values a row and no other");
        let known = db.read(|tx| {
            Catalogue::of(tx, &KIND)?;
            Ok::<_, Error>(tx.cost())
        });
        assert_eq!(known.unwrap(), Cost { statements: 1, rows: 1 }, "definitions are kept");
    });
}

#[test]
fn an_edit_of_one_of_two_hundred_writes_one() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for number in 0..200 {
            desk.add_field(&KIND, draft(&format!("f{number}"), "line"));
        }
        let opened = open(&desk, &[("x.f1", raw("one")), ("x.f2", raw("two"))]).unwrap();
        edit(&desk, &opened.number, &[("x.f1", raw("other"))]).unwrap();
        let input = RawInput { values: [("x.f2".to_owned(), raw("third"))].into(), version: None };
        let verb = KIND.lifecycle.verb("edit").unwrap();
        let asked = Asked { number: opened.number, verb, input, if_match: None };
        let (ctx, by) = (desk.context(&desk.agent), desk.agent.clone());
        let cost = db.write(move |tx| {
            work::act::<Incident>(tx, &ctx, &by, &asked)?;
            Ok::<_, Error>(tx.cost())
        });
        let cost = cost.unwrap();
        assert!(cost.statements < 16 && cost.rows < 16, "{cost:?}");
    });
}

#[test]
fn a_definition_is_seen_by_every_process_at_once() {
    for engine in Engine::BOTH {
        let database = Database::migrated(engine);
        let desk = Desk::set_up(&database);
        let other = Db::open(database.location()).unwrap();
        assert!(catalogue(&other).custom().is_empty());
        let made = desk.add_field(&KIND, draft("cost", "number"));
        assert_eq!(catalogue(&other).field("x.cost").map(|f| f.code), Some("x.cost"));
        // A change that is taken back is none.
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let change = Draft { words: Some(vec![words("en", "Price")]), ..Draft::default() };
        let taken_back: Result<(), Error> = desk.db.write(move |tx| {
            custom::edit(tx, &ctx, &by, &KIND, (made.id, None), change.clone())?;
            assert_eq!(custom::find(tx, made.id)?.label("en"), "Price");
            Err(Error::Refused("other"))
        });
        assert!(taken_back.is_err());
        for db in [&*database, &other] {
            assert_eq!(db.read(|tx| custom::find(tx, made.id)).unwrap().label("en"), "The cost");
        }
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let change = Draft { words: Some(vec![words("en", "Rate")]), ..Draft::default() };
        other
            .write(move |tx| custom::edit(tx, &ctx, &by, &KIND, (made.id, None), change.clone()))
            .unwrap();
        assert_eq!(database.read(|tx| custom::find(tx, made.id)).unwrap().label("en"), "Rate");
    }
}

#[test]
fn what_a_new_record_holds_when_nothing_is_said() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        for (code, holds, given) in [
            ("a", "number", raw("12.5")),
            ("b", "choice", raw("blue")),
            ("c", "multi_choice", RawValue::List(vec!["red".to_owned(), "blue".to_owned()])),
            ("d", "money", raw("7 USD")),
            ("e", "flag", RawValue::Flag(false)),
            ("f", "instant", raw("2026-03-01T09:30:00Z")),
            ("g", "team", raw("Service desk")),
        ] {
            desk.add_field(&KIND, Draft { fallback: Some(given), ..draft(code, holds) });
        }
        let fields = catalogue(db).custom().to_vec();
        let opened = open(&desk, &[("x.b", RawValue::Null)]).unwrap();
        let found = db.read(|tx| {
            let record = desk::find_visible::<Incident>(tx, &desk.agent, &opened.number)?;
            custom::values(tx, desk::Practice::record(&record).id, &fields)
        });
        let held: Vec<Option<String>> =
            found.unwrap().iter().map(|(field, value)| field.kind.canonical(value)).collect();
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(
            held,
            [
                said("12.5"),
                None,
                said("blue,red"),
                said("7.00 USD"),
                said("0"),
                said("1772357400000000"),
                said(&desk.service_desk.to_string()),
            ]
        );
    });
}

#[test]
fn an_option_that_is_no_longer_offered_is_kept_but_not_chosen_anew() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let made = desk.add_field(&KIND, draft("colours", "multi_choice"));
        let of = |codes: &[&str]| RawValue::List(codes.iter().map(|c| (*c).to_owned()).collect());
        let opened = open(&desk, &[("x.colours", of(&["red", "blue"]))]).unwrap().number;
        let option =
            |code: &str| Alternative { code: code.to_owned(), labels: Vec::new(), active: true };
        let change =
            Draft { options: Some(vec![option("blue"), option("green")]), ..Draft::default() };
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let changed = db
            .write(move |tx| custom::edit(tx, &ctx, &by, &KIND, (made.id, Some(1)), change.clone()))
            .unwrap();
        let offered: Vec<(&str, bool)> =
            changed.options.iter().map(|o| (o.code.as_str(), o.active)).collect();
        assert_eq!(offered, [("blue", true), ("green", true), ("red", false)], "red stays known");
        edit(&desk, &opened, &[("x.colours", of(&["red", "green"]))]).unwrap();
        edit(&desk, &opened, &[("x.colours", of(&["green"]))]).unwrap();
        let again = edit(&desk, &opened, &[("x.colours", of(&["red", "green"]))]);
        assert!(matches!(again, Err(Error::Invalid(_))), "{again:?}");
    });
}
