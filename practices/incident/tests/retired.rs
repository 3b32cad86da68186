//! What becomes of incidents when what they refer to is retired or moves, on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

use std::collections::BTreeSet;

use db::Db;
use desk::access::Agent;
use desk::custom::{self, Catalogue, Draft};
use desk::escalation::next_person;
use desk::filter::Known;
use desk::foundation::{self, CATEGORY, COMPANIES, Expecting, SERVICE, SITE, Sort, TEAM};
use desk::input::RawValue;
use desk::numbers::Numbers;
use desk::people::{Department, Person, Team};
use desk::work::create;
use desk::{Error, Result, find_visible};
use mainstay_incident::{Incident, KIND};
use testkit::fields::draft;
use testkit::{Desk, each_engine};

mod support;

use support::{found, input};

fn open(desk: &Desk, numbers: &Numbers, given: &[(&str, &str)]) -> Result<String> {
    let number = numbers.take(&desk.db, KIND.prefix).unwrap();
    let all = [&[("title", "A lamp"), ("impact", "2"), ("urgency", "2")], given].concat();
    let (ctx, by, raw) = (desk.context(&desk.agent), desk.agent.clone(), input(&all));
    desk.db.write(move |tx| Ok(create::<Incident>(tx, &ctx, &by, number.clone(), &raw)?.number))
}

fn add(desk: &Desk, sort: &'static Sort, given: &[(&str, &str)]) -> String {
    let (ctx, by, raw) =
        (desk.context(&desk.administrator), desk.administrator.clone(), input(given));
    let made = desk.db.write(move |tx| foundation::create(tx, &ctx, &by, &[&KIND], sort, &raw));
    made.unwrap().key
}

fn retire(desk: &Desk, sort: &'static Sort, key: &str) {
    let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
    let at = Expecting { key: key.to_owned(), version: None };
    desk.db.write(move |tx| foundation::retire(tx, &ctx, &by, sort, &at)).unwrap();
}

fn open_ones(db: &Db, sort: &'static Sort, key: &str) -> i64 {
    let key = key.to_owned();
    let uses = db.read(move |tx| {
        let item = foundation::find(tx, sort, &key)?.unwrap();
        foundation::usage(tx, &[&KIND], &item)
    });
    uses.unwrap()[0].number
}

/// How many incidents a filter finds, the same by SQL as one by one.
fn counted(desk: &Desk, by: &Agent, q: &str) -> Result<usize> {
    let (by, q, now) = (by.clone(), q.to_owned(), desk.clock.now());
    desk.db.read(move |tx| {
        let known = Known::default();
        let [sql, rust]: [BTreeSet<_>; 2] = found(tx, &by, &q, now, &known)?;
        assert_eq!(sql, rust, "{q}");
        Ok(sql.len())
    })
}

#[test]
fn what_was_retired_stays_and_is_found_and_is_not_chosen_anew() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let numbers = Numbers::default();
        let of = |name: &'static str| [("name", name), ("company", "Alder Works")];
        let keys = [
            (
                "category",
                &CATEGORY,
                add(&desk, &CATEGORY, &[("name", "Lights"), ("kind", "incident")]),
            ),
            ("service", &SERVICE, add(&desk, &SERVICE, &of("Building"))),
            ("location", &SITE, add(&desk, &SITE, &of("Hall 4"))),
            ("team", &TEAM, desk.network.to_string()),
        ];
        for (field, sort, key) in &keys {
            open(&desk, &numbers, &[(field, key)]).unwrap();
            assert_eq!(open_ones(db, sort, key), 1, "{field}");
            retire(&desk, sort, key);
            let refused = open(&desk, &numbers, &[(field, key)]);
            assert!(
                matches!(&refused, Err(Error::Invalid(faults)) if faults[0].code == "no_such"),
                "{field}: {refused:?}"
            );
            assert_eq!(counted(&desk, &desk.manager, &format!("{field} = {key}")).unwrap(), 1);
        }
        assert_eq!(counted(&desk, &desk.manager, "category = Lights").unwrap(), 1);
        assert_eq!(counted(&desk, &desk.manager, "location.active = false").unwrap(), 1);
    });
}

#[test]
fn a_team_that_moves_shows_nobody_another_company() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let numbers = Numbers::default();
        let team = desk.network.to_string();
        let number = open(&desk, &numbers, &[("team", &team)]).unwrap();
        let sees = |agent: &Agent| {
            let (agent, number) = (agent.clone(), number.clone());
            db.read(move |tx| find_visible::<Incident>(tx, &agent, &number)).is_ok()
        };
        let before: Vec<bool> = desk.everybody().map(|(_, agent)| sees(agent)).into();
        let (ctx, by) = (desk.context(&desk.administrator), desk.administrator.clone());
        let (at, raw) =
            (Expecting { key: team, version: None }, input(&[("company", "Birch Supplies")]));
        db.write(move |tx| foundation::change(tx, &ctx, &by, &[&KIND], (&TEAM, &at), &raw))
            .unwrap();
        let after: Vec<bool> = desk
            .everybody()
            .map(|(_, agent)| {
                let person = agent.person;
                sees(&db.read(move |tx| Agent::load(tx, person)).unwrap().unwrap())
            })
            .into();
        assert_eq!(before, after);
    });
}

#[test]
fn filters_ask_the_department_of_people() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let numbers = Numbers::default();
        let made = |desk: &Desk| {
            let (ctx, desk) = (desk.context(&desk.administrator), desk.clone());
            let by = desk.administrator.clone();
            desk.db.clone().write(move |tx| {
                let finance = Department::found(tx, &ctx, desk.alder, "Finance")?;
                let payroll = Department {
                    id: ctx.chance.id(ctx.now),
                    parent: Some(finance.id),
                    name: "Payroll".to_owned(),
                    ..finance
                };
                let payroll = payroll.create(tx, &ctx)?;
                let rosa = desk.requester.person.to_string();
                foundation::put_person(tx, &ctx, &by, (&payroll.id.to_string(), &rosa))?;
                Person::find(tx, desk.requester.person)
            })
        };
        assert!(made(&desk).unwrap().unwrap().department.is_some());
        let rosa = desk.requester.person.to_string();
        open(&desk, &numbers, &[("requester", &rosa)]).unwrap();
        open(&desk, &numbers, &[]).unwrap();
        for (q, count) in [
            ("requester.department = Payroll", 1),
            ("requester.department under Finance", 1),
            ("requester.department = Finance", 0),
            ("requester.department.name starts pay", 1),
            ("requester.department.parent = Finance", 1),
            ("requester.department is empty", 1),
        ] {
            assert_eq!(counted(&desk, &desk.manager, q).unwrap(), count, "{q}");
        }
        assert!(counted(&desk, &desk.manager, "requester.department = Nowhere").is_err());
    });
}

#[test]
fn a_new_record_holds_nothing_that_was_retired_since_it_was_made_the_default() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let numbers = Numbers::default();
        let hall = add(&desk, &SITE, &[("name", "Hall 4"), ("company", "Alder Works")]);
        let lifts = add(&desk, &SERVICE, &[("name", "Lifts"), ("company", "Alder Works")]);
        let defaults = [
            ("person", desk.requester.person.to_string()),
            ("team", desk.network.to_string()),
            ("company", desk.birch.to_string()),
            ("service", lifts.clone()),
            ("location", hall.clone()),
        ];
        let fields = defaults.map(|(holds, of)| {
            let fallback = Some(RawValue::Text(of));
            desk.add_field(&KIND, Draft { fallback, ..draft(&format!("a_{holds}"), holds) })
        });
        let held = |number: String| {
            let (by, codes) = (desk.manager.clone(), fields.clone().map(|field| field.code));
            db.read(move |tx| {
                let record = find_visible::<Incident>(tx, &by, &number)?;
                let catalogue = Catalogue::of(tx, &KIND)?;
                let custom =
                    catalogue.custom().iter().filter(|f| codes.iter().any(|c| c == f.code));
                let custom: Vec<_> = custom.copied().collect();
                let values = custom::values(tx, desk::Practice::record(&record).id, &custom)?;
                Ok::<_, Error>(
                    values.into_iter().filter(|(_, value)| *value != db::Value::Null).count(),
                )
            })
            .unwrap()
        };
        assert_eq!(held(open(&desk, &numbers, &[]).unwrap()), fields.len());
        retire(&desk, &TEAM, &desk.network.to_string());
        retire(&desk, &COMPANIES, &desk.birch.to_string());
        retire(&desk, &SERVICE, &lifts);
        retire(&desk, &SITE, &hall);
        assert_eq!(held(open(&desk, &numbers, &[]).unwrap()), 1, "the person is here still");
        let (ctx, rosa) = (desk.context(&desk.administrator), desk.requester.person);
        db.write(move |tx| Person::set_active(tx, &ctx, rosa, false)).unwrap();
        assert_eq!(held(open(&desk, &numbers, &[]).unwrap()), 0);
    });
}

#[test]
fn who_leads_a_retired_team_is_not_next_above() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let team = desk.network.to_string();
        let number = open(&desk, &Numbers::default(), &[("team", &team)]).unwrap();
        let (ctx, ned) = (desk.context(&desk.administrator), desk.network_agent.person);
        let network = desk.network;
        db.write(move |tx| Team::add_member(tx, &ctx, network, ned, true)).unwrap();
        let next = || {
            let (by, number) = (desk.manager.clone(), number.clone());
            db.read(move |tx| {
                let incident = find_visible::<Incident>(tx, &by, &number)?;
                next_person(tx, desk::Practice::record(&incident))
            })
            .unwrap()
        };
        assert_eq!(next(), Some(ned));
        retire(&desk, &TEAM, &team);
        assert_eq!(next(), None);
    });
}
