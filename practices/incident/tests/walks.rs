//! What goes over a whole list, as exports do, comes by every record once and in the list's order,
//! also where the list is longer than any page of it sorts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failure is a failed test")]

use std::collections::BTreeSet;

use db::Timestamp;
use desk::access::Agent;
use desk::field::Field;
use desk::list::{Page, Snapshot, Walk, list};
use mainstay_incident::KIND;
use testkit::{Desk, each_engine};

mod many;
mod support;

use support::{numbers, query};

/// What a walk comes by.
fn walked(desk: &Desk, agent: &Agent, q: &str, sort: &str) -> Vec<Snapshot> {
    let query = desk.db.read(|tx| query(tx, desk, agent, q, sort)).unwrap();
    let mut walk = Walk::over(&KIND, query, shown());
    let mut all = Vec::new();
    loop {
        let chunk = walk.chunk(&desk.db).unwrap();
        if chunk.is_empty() {
            return all;
        }
        all.extend(chunk);
    }
}

fn shown() -> Vec<&'static Field> {
    ["number", "state", "opened_at"].map(|code| KIND.field(code).unwrap()).into()
}

fn distinct(rows: &[Snapshot]) -> usize {
    rows.iter().map(|row| row.id).collect::<BTreeSet<_>>().len()
}

/// The place of a state in its lifecycle.
fn state(row: &Snapshot) -> usize {
    let states = KIND.lifecycle.states.iter();
    states.clone().position(|state| state.code == row.text("state")).unwrap()
}

fn opened(row: &Snapshot) -> Timestamp {
    match row.value("opened_at") {
        db::Value::Int(micros) => Timestamp::from_micros(*micros),
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn every_record_is_come_by_once_and_in_order() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        many::fill(&desk);
        let whole = usize::try_from(many::RECORDS).unwrap();
        for (who, agent) in [("the auditor", &desk.auditor), ("the agent", &desk.agent)] {
            let newest = walked(&desk, agent, "", "");
            assert_eq!(distinct(&newest), newest.len(), "{who}: twice");
            assert!(newest.is_sorted_by(|a, b| opened(a) >= opened(b)), "{who}: newest first");
            if who == "the auditor" {
                assert_eq!(newest.len(), whole);
            } else {
                assert!(newest.len() > 10_000 && newest.len() < whole, "{who}: {}", newest.len());
            }
            // No page sorts so many.
            let by_state = desk.db.read(|tx| query(tx, &desk, agent, "", "state")).unwrap();
            let page = desk.db.read(|tx| list(tx, &KIND, &by_state, &shown())).unwrap();
            assert!(page.sorted_since.is_some(), "{who}: too many for a page to sort");
            let sorted = walked(&desk, agent, "", "state");
            assert_eq!(distinct(&sorted), newest.len(), "{who}: by state");
            assert_eq!(sorted.len(), newest.len(), "{who}: by state");
            let in_order =
                |a: &Snapshot, b: &Snapshot| (state(a), opened(a)) <= (state(b), opened(b));
            assert!(sorted.is_sorted_by(in_order), "{who}: by state");
            let falling = walked(&desk, agent, "", "-state");
            let mut turned = numbers(&sorted);
            turned.reverse();
            assert_eq!(numbers(&falling), turned, "{who}: the other way round");
        }
    });
}

/// Filters that find much, little and nothing, by an index and by walking.
#[test]
fn a_filter_leaves_out_the_others_and_nothing_else() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        many::fill(&desk);
        let whole = usize::try_from(many::RECORDS).unwrap();
        for (q, expected) in [
            ("open = true", whole / 10),
            ("not open = true", whole / 10 * 9),
            ("number = \"INC0010007\" or number = \"INC0019999\"", 2),
            ("title contains printer", 0),
        ] {
            for sort in ["", "opened_at", "number", "state", "-requester"] {
                let rows = walked(&desk, &desk.auditor, q, sort);
                assert_eq!((rows.len(), distinct(&rows)), (expected, expected), "{q} by {sort}");
            }
        }
    });
}

/// A walk goes from the beginning, wherever the page stood that it was asked for on.
#[test]
fn a_walk_begins_at_the_beginning() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        support::fill(&desk);
        let mut some = desk.db.read(|tx| query(tx, &desk, &desk.auditor, "", "title")).unwrap();
        let first = desk.db.read(|tx| list(tx, &KIND, &some, &shown())).unwrap();
        some.page = Page::After(first.next.unwrap());
        let mut walk = Walk::over(&KIND, some, shown());
        let chunk = walk.chunk(&desk.db).unwrap();
        assert_eq!(chunk.len(), 48);
        assert_eq!(chunk[0].id, first.rows[0].id);
        assert!(walk.chunk(&desk.db).unwrap().is_empty(), "and then it is over");
    });
}
