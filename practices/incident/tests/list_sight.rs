//! Lists show what their reader may see: the inside stays inside, in columns, orders and groups.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

use desk::access::{Action, Agent, Reach, Role};
use desk::field::Field;
use desk::filter::Reader;
use desk::list::{By, Sort, group, list};
use desk::numbers::Numbers;
use desk::work::create;
use desk::{Error, Result};
use mainstay_incident::{Incident, KIND};
use testkit::{Desk, each_engine};

mod support;

use support::{fields, fill, input, numbers, query};

/// Watching shows a record of another company, but not its inside: not in a column, not by a filter,
/// not by an order, not by a group.
#[test]
fn watching_shows_no_inside() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let ctx = desk.context(&desk.administrator);
        let (all, bea, ada) =
            (desk.administrator.clone(), desk.birch_requester.person, desk.agent.clone());
        let team = desk.birch_support;
        let number = Numbers::default().take(&desk.db, KIND.prefix).unwrap();
        let opened: Result<String> = desk.db.write(move |tx| {
            let given = input(&[
                ("title", "Of another company"),
                ("impact", "2"),
                ("urgency", "2"),
                ("requester", &bea.to_string()),
                ("team", &team.to_string()),
            ]);
            let number = create::<Incident>(tx, &ctx, &all, number.clone(), &given)?.number;
            let record = desk::find_heading(tx, &all, &number)?;
            desk::watch::watch(tx, &ctx, &ada, &record)?;
            Ok(number)
        });
        let number = opened.unwrap();
        let shown = |q: &str, sort: &str| {
            let listed = desk
                .db
                .read(|tx| list(tx, &KIND, &query(tx, &desk, &desk.agent, q, sort)?, &fields(tx)));
            listed.unwrap().rows
        };
        let rows = shown("", "");
        assert_eq!(numbers(&rows), [number.as_str()]);
        let inside = |field: &&Field| field.audience == desk::field::Audience::Internal;
        let told: Vec<&str> = rows[0].values.iter().map(|(field, _)| field.code).collect();
        for field in KIND.all_fields().filter(|f| inside(f)) {
            assert!(!told.contains(&field.code), "{} is told", field.code);
        }
        assert!(told.contains(&"title"));
        for (q, sort) in [
            ("reopened = 0", ""),
            ("not reopened = 5", ""),
            ("", "reopened"),
            ("tags is empty", ""),
            ("restricted = false", ""),
        ] {
            assert!(shown(q, sort).is_empty(), "{q} by {sort}");
        }
        let reader = Reader { kind: &KIND, agent: &desk.agent, now: desk.clock.now() };
        let grouped = desk.db.read(|tx| {
            group(
                tx,
                &KIND,
                &query(tx, &desk, &desk.agent, "", "")?,
                &By::read(tx, reader, "reopened")?,
                "UTC",
            )
        });
        assert!(grouped.unwrap().groups.is_empty());
    });
}

/// Orders that are refused say which part.
#[test]
fn an_order_is_of_fields_one_sees() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let refused =
            |agent: &Agent, sort: &str| match desk.db.read(|tx| Sort::read(tx, &KIND, agent, sort))
            {
                Err(Error::Invalid(faults)) => faults[0].code,
                other => panic!("{sort}: {other:?}"),
            };
        for (sort, code) in [
            ("description", "not_sortable"),
            ("nonsense", "no_such_field"),
            ("title,-title", "sorted_twice"),
            ("title,state,priority,team,service", "too_many_sorts"),
            (",", "no_such_field"),
        ] {
            assert_eq!(refused(&desk.administrator, sort), code, "{sort}");
        }
        assert_eq!(refused(&desk.requester, "reopened"), "no_such_field");
        let sort = desk.db.read(|tx| Sort::read(tx, &KIND, &desk.administrator, "")).unwrap();
        assert_eq!(sort.text(), "-opened_at");
    });
}

/// Somebody who reads more widely than they read the inside sees none of it in lists.
#[test]
fn a_narrower_inside_is_none_in_lists() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        fill(&desk);
        let ctx = desk.context(&desk.administrator);
        let widened: Result<()> = desk.db.write(move |tx| {
            let role = Role::find_by_code(tx, "requester")?.ok_or(Error::NotFound)?;
            role.permit(tx, &ctx, KIND.code, Action::Read, Reach::Company)?;
            role.permit(tx, &ctx, KIND.code, Action::ReadInternal, Reach::Own)
        });
        widened.unwrap();
        let rosa = desk.db.read(|tx| Agent::load(tx, desk.requester.person)).unwrap().unwrap();
        for (q, sort) in [("", "reopened"), ("reopened = 0", ""), ("tags = vip", "")] {
            let outcome = desk.db.read(|tx| query(tx, &desk, &rosa, q, sort).map(|_| ()));
            assert!(matches!(outcome, Err(Error::Invalid(_))), "{q} by {sort}");
        }
    });
}
