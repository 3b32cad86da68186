//! As it stood: replaying the journal to any instant gives what the incident held then, whatever was
//! done to it, and also where things were written down in another order than they happened.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure is a failed test"
)]

use std::cell::Cell;
use std::collections::BTreeMap;
use std::time::Duration;

use db::{Id, Timestamp};
use desk::field::Field;
use desk::history::Past;
use desk::input::{RawInput, RawValue};
use desk::journal::{self, Entry, canonical};
use desk::lifecycle::InputField;
use desk::list::snapshot;
use desk::work::{self, Asked, Work};
use desk::{Context, Door, Record, as_it_stood};
use mainstay_incident::{Incident, KIND, lifecycle::LIFECYCLE};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use testkit::{Desk, MORNING, each_engine};

/// What is done: which verb, which sample of its inputs, how long after the move before, and how
/// long before that it happened.
type Move = (usize, usize, u64, u64);

fn fields() -> Vec<&'static Field> {
    KIND.all_fields().filter(|f| f.is_journaled() || f.code == "updated_at").collect()
}

fn value(desk: &Desk, input: &InputField, turn: usize) -> Option<RawValue> {
    use desk::field::FieldKind as K;
    let text = match input.kind {
        K::Line(_) | K::Prose(_) => format!("{} {turn}", input.code),
        K::Number(least, most) => {
            let width = usize::try_from(most - least + 1).unwrap();
            (least + i64::try_from(turn % width).unwrap()).to_string()
        }
        K::Choice("hold_reason") => "supplier".to_owned(),
        K::Choice(_) => ["fixed", "workaround"][turn % 2].to_owned(),
        K::Team => [desk.service_desk, desk.network][turn % 2].to_string(),
        K::Person => [desk.agent.person, desk.network_agent.person][turn % 2].to_string(),
        K::Options(codes) => codes[turn % codes.len()].to_owned(),
        _ => return None,
    };
    Some(RawValue::Text(text))
}

fn input(desk: &Desk, inputs: &[InputField], turn: usize) -> RawInput {
    let given =
        inputs.iter().enumerate().filter(|(i, f)| f.required || !(turn + i).is_multiple_of(3));
    let values = given.filter_map(|(_, f)| Some((f.code.to_owned(), value(desk, f, turn)?)));
    RawInput { values: values.collect(), version: None }
}

fn ctx(desk: &Desk) -> Context {
    Context::new(Some(desk.administrator.person), Door::Demo, desk.clock.now(), &desk.chance)
}

fn open(desk: &Desk, number: &str) -> Id<Record> {
    let (ctx, by, number) = (ctx(desk), desk.administrator.clone(), number.to_owned());
    let input = input(desk, Incident::CREATE, 1);
    let open = move |tx: &db::Tx<'_>| {
        let done = work::create::<Incident>(tx, &ctx, &by, number.clone(), &input)?;
        Ok::<_, desk::Error>(desk::find_heading(tx, &by, &done.number)?.id)
    };
    desk.db.write(open).unwrap()
}

/// Does it if the state allows it; whether it did.
fn act(desk: &Desk, number: &str, (verb, turn, _, back): Move) -> bool {
    let verb = &LIFECYCLE.verbs[verb % LIFECYCLE.verbs.len()];
    let occurred = desk.clock.now().minus(Duration::from_secs(back));
    let (ctx, by) = (ctx(desk).at(occurred.max(MORNING)), desk.administrator.clone());
    let input = input(desk, verb.inputs, turn);
    let asked = Asked { number: number.to_owned(), verb, input, if_match: None };
    let done = desk.db.write(move |tx| work::act::<Incident>(tx, &ctx, &by, &asked));
    match done {
        Ok(_) => true,
        Err(desk::Error::Refused(_) | desk::Error::Invalid(_)) => false,
        Err(other) => panic!("{}: {other}", verb.code),
    }
}

type Held = BTreeMap<&'static str, Option<String>>;

fn holds(desk: &Desk, id: Id<Record>) -> Held {
    let row = desk.db.read(|tx| snapshot(tx, &KIND, id, &fields())).unwrap().unwrap();
    row.values.iter().map(|(f, v)| (f.code, canonical(v))).collect()
}

fn stood(desk: &Desk, id: Id<Record>, at: Timestamp) -> Held {
    let now = desk.clock.now();
    let stood = desk.db.read(|tx| as_it_stood(tx, id, at, now, &fields())).unwrap();
    stood.values.iter().map(|(f, past)| (f.code, past.held().map(str::to_owned))).collect()
}

/// The plainest way to say it: entry after entry, in the order in which they happened.
fn replayed(entries: &[Entry], at: Timestamp) -> Held {
    let mut held: Held = fields().iter().map(|f| (f.code, None)).collect();
    for entry in entries.iter().filter(|e| e.occurred_at <= at) {
        for value in &entry.values {
            if let Some(field) = KIND.field(&value.field) {
                held.insert(field.code, value.value.clone());
            }
        }
        held.insert("updated_at", Some(entry.occurred_at.micros().to_string()));
    }
    held
}

fn moves(back: u64) -> impl Strategy<Value = Vec<Move>> {
    prop::collection::vec((0..64usize, 0..12usize, 0..3u64, 0..=back), 1..24)
}

fn runs(cases: u32) -> TestRunner {
    TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() })
}

#[test]
fn what_was_held_after_each_entry_is_what_it_stood_like() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let (made, done) = (Cell::new(0), Cell::new(0));
        let tried = runs(24).run(&moves(0), |moves| {
            made.set(made.get() + 1);
            let number = format!("INC{:07}", made.get());
            let id = open(&desk, &number);
            let mut then = BTreeMap::from([(desk.clock.now(), holds(&desk, id))]);
            for one in moves {
                desk.clock.advance(Duration::from_secs(one.2));
                done.set(done.get() + u32::from(act(&desk, &number, one)));
                // Of several entries of one moment the last one counts.
                then.insert(desk.clock.now(), holds(&desk, id));
            }
            for (at, expected) in then {
                prop_assert_eq!(stood(&desk, id, at), expected, "at {}", at);
            }
            Ok(())
        });
        tried.unwrap();
        assert!(done.get() > 60, "only {} things were done", done.get());
    });
}

#[test]
fn what_is_written_down_late_counts_from_when_it_happened() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let made = Cell::new(0);
        let tried = runs(24).run(&moves(40), |moves| {
            made.set(made.get() + 1);
            let number = format!("INC{:07}", made.get());
            let id = open(&desk, &number);
            for one in moves {
                desk.clock.advance(Duration::from_secs(one.2));
                act(&desk, &number, one);
            }
            let entries = desk.db.read(|tx| journal::timeline(tx, id.cast())).unwrap();
            let mut at: Vec<Timestamp> = entries.iter().map(|e| e.occurred_at).collect();
            at.push(desk.clock.now());
            for at in at {
                prop_assert_eq!(stood(&desk, id, at), replayed(&entries, at), "at {}", at);
            }
            Ok(())
        });
        tried.unwrap();
    });
}

#[test]
fn an_erased_value_is_said_to_be_erased_and_the_one_after_it_stands() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let id = open(&desk, "INC0000001");
        let opened = desk.clock.now();
        desk.clock.advance(Duration::from_secs(60));
        let edit = LIFECYCLE.verbs.iter().position(|v| v.code == "edit").unwrap();
        assert!(act(&desk, "INC0000001", (edit, 5, 0, 0)));
        let ctx = ctx(&desk);
        db.write(move |tx| journal::erase(tx, &ctx, id.cast(), 1, "title")).unwrap();
        let past = |at| {
            let now = desk.clock.now();
            let stood = db.read(|tx| as_it_stood(tx, id, at, now, &fields())).unwrap();
            (stood.value("title").clone(), stood.previous, stood.next)
        };
        let edited = desk.clock.now();
        assert_eq!(past(opened), (Past::Erased, None, Some(edited)));
        assert_eq!(past(edited), (Past::Held("title 5".to_owned()), Some(opened), None));
    });
}
