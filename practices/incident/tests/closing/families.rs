//! Parents and children.

use std::collections::BTreeSet;

use desk::access::Agent;
use desk::bulk::{self, Outcome, Part, State};
use desk::journal::verify::verify;
use desk::{Committed, Error, Result, family};
use mainstay_incident::{Incident, KIND};
use testkit::each_engine;

use crate::house::{House, raw};

fn adopt(house: &House, by: &Agent, child: &str, parent: &str) -> Result<Committed> {
    let (ctx, by, child) = (house.desk.context(by), by.clone(), child.to_owned());
    let input = raw(&[("parent", parent)]);
    house.desk.db.write(move |tx| family::set_parent::<Incident>(tx, &ctx, &by, &child, &input))
}

fn leave(house: &House, child: &str) {
    let by = house.desk.agent.clone();
    let (ctx, child) = (house.desk.context(&by), child.to_owned());
    let nothing = raw(&[]);
    let leave =
        move |tx: &db::Tx<'_>| family::remove_parent::<Incident>(tx, &ctx, &by, &child, &nothing);
    house.desk.db.write(leave).unwrap();
}

fn fault(refused: Result<Committed>) -> &'static str {
    match refused {
        Err(Error::Invalid(faults)) => faults[0].code,
        other => panic!("{other:?} instead of a fault"),
    }
}

#[test]
fn a_family_has_one_level_and_both_tell_of_it() {
    each_engine(|db| {
        let house = House::new(db);
        let agent = &house.desk.agent;
        let (top, one, two, other) =
            (house.open(&[]), house.open(&[]), house.open(&[]), house.open(&[]));
        adopt(&house, agent, &one, &top.to_lowercase()).unwrap();
        adopt(&house, agent, &two, &top).unwrap();
        adopt(&house, agent, &two, &top).unwrap();
        assert_eq!(house.load(&top).record.children, 2, "said twice, counted once");
        assert_eq!(house.load(&one).record.parent.as_deref(), Some(top.as_str()));
        assert_eq!(fault(adopt(&house, agent, &other, &one)), "parent_is_child");
        assert_eq!(fault(adopt(&house, agent, &top, &other)), "has_children");
        assert_eq!(fault(adopt(&house, agent, &other, &other)), "itself");
        assert_eq!(fault(adopt(&house, agent, &other, "INC9999999")), "no_such");
        let rosa = adopt(&house, &house.desk.requester, &other, &top);
        assert!(matches!(rosa, Err(Error::Forbidden(_))), "{rosa:?}");
        assert_eq!(house.entries(&top, "add_child").len(), 2);
        let all = db.read(|tx| family::children(tx, agent, &top, None, 1)).unwrap();
        assert_eq!((all.count, all.open, all.seen.len()), (2, 2, 1));
        let rest = db.read(|tx| family::children(tx, agent, &top, all.next, 1)).unwrap();
        let both: BTreeSet<&str> =
            all.seen.iter().chain(&rest.seen).map(|child| child.number.as_str()).collect();
        assert_eq!((both, rest.next), (BTreeSet::from([one.as_str(), two.as_str()]), None));
        adopt(&house, agent, &two, &other).unwrap();
        leave(&house, &one);
        leave(&house, &one);
        assert_eq!([&top, &other].map(|n| house.load(n).record.children), [0, 1]);
        assert_eq!(house.entries(&top, "remove_child").len(), 2);
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn a_parent_is_resolved_with_its_children_and_none_holds_the_others_up() {
    each_engine(|db| {
        let house = House::new(db);
        let agent = &house.desk.agent;
        let top = house.open(&[]);
        let children: Vec<String> = (0..4).map(|_| house.open(&[])).collect();
        for child in &children {
            adopt(&house, agent, child, &top).unwrap();
        }
        house.act(&children[0], "cancel", &[("reason", "A mistake")]);
        let input = raw(&[("title", "Look"), ("mandatory", "true")]);
        let (ctx, by, heading) =
            (house.desk.context(agent), agent.clone(), house.heading(&children[1]));
        db.write(move |tx| {
            desk::task::create(tx, &ctx, &by, &KIND, &heading, "TSK0000001", &input).map(drop)
        })
        .unwrap();
        let words = [("code", "workaround"), ("notes", "Use the other one"), ("children", "true")];
        house.act(&top, "resolve", &words);
        assert_eq!(house.state(&top), "resolved", "nothing holds the parent up");
        house.desk.clock.advance(std::time::Duration::from_secs(30));
        house.node().run_due().unwrap();
        let states: Vec<_> = children.iter().map(|n| house.state(n)).collect();
        assert_eq!(states, ["cancelled", "new", "resolved", "resolved"]);
        let resolution = house.load(&children[2]).resolution.unwrap();
        assert_eq!((resolution.code.as_str(), resolution.by), ("workaround", Some(agent.person)));
        let id = house.heading(&top).id;
        let done = db.read(|tx| family::latest(tx, agent, id)).unwrap().unwrap();
        assert_eq!((done.state, done.changed, done.refused), (State::Done, 2, 1));
        let part = Part { outcome: Some(Outcome::Refused), after: 0, limit: 10 };
        let refused = db.read(|tx| bulk::items(tx, agent, &done, part)).unwrap().items;
        assert_eq!(refused[0].number, children[1]);
        assert!(refused[0].refusal.is_some(), "and why");
        let lead = &house.desk.team_lead;
        assert!(db.read(|tx| family::latest(tx, lead, id)).unwrap().is_none(), "one's own alone");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn a_comment_reaches_the_requesters_of_the_children() {
    each_engine(|db| {
        let house = House::new(db);
        let agent = &house.desk.agent;
        let (top, child, over) = (house.open(&[]), house.open(&[]), house.open(&[]));
        for one in [&child, &over] {
            adopt(&house, agent, one, &top).unwrap();
        }
        house.act(&over, "cancel", &[("reason", "A mistake")]);
        house.act(&top, "comment", &[("body", "For the parent alone")]);
        house.act(&top, "comment", &[("body", "Back at noon"), ("children", "true")]);
        house.desk.clock.advance(std::time::Duration::from_secs(30));
        house.node().run_due().unwrap();
        let said = |number: &str| house.entries(number, "comment").len();
        assert_eq!((said(&top), said(&child), said(&over)), (2, 1, 0));
    });
}

#[test]
fn a_large_family_is_a_jobs() {
    each_engine(|db| {
        let house = House::new(db);
        let agent = &house.desk.agent;
        let top = house.open(&[]);
        let children: Vec<String> = (0..120).map(|_| house.open(&[])).collect();
        for child in &children {
            adopt(&house, agent, child, &top).unwrap();
        }
        house.act(&top, "resolve", &[("code", "fixed"), ("notes", "Up"), ("children", "true")]);
        let id = house.heading(&top).id;
        let begun = db.read(|tx| family::latest(tx, agent, id)).unwrap().unwrap();
        assert_eq!((begun.state, begun.total, begun.done()), (State::Running, 120, 0));
        while house.node().run_due().unwrap() > 0 {}
        let done = db.read(|tx| family::latest(tx, agent, id)).unwrap().unwrap();
        assert_eq!((done.state, done.changed), (State::Done, 120));
    });
}
