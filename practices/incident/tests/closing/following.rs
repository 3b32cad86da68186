//! What was closed too long ago is followed up.

use desk::access::Agent;
use desk::closing;
use desk::journal::verify::verify;
use desk::{Committed, Error, Result, link};
use mainstay_incident::Incident;
use testkit::each_engine;

use crate::house::{DAY, House, raw};

fn follow(house: &House, by: &Agent, from: &str, values: &[(&str, &str)]) -> Result<Committed> {
    let (ctx, by, input) = (house.desk.context(by), by.clone(), raw(values));
    let (from, number) = (from.to_owned(), house.number());
    house.desk.db.write(move |tx| {
        closing::follow_up::<Incident>(tx, &ctx, &by, &from, number.clone(), &input)
    })
}

#[test]
fn what_was_closed_too_long_ago_is_not_reopened() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[]);
        let reopen = || {
            let agent = &house.desk.agent;
            house.try_as(agent, &number, "reopen", &[("reason", "It is back")])
        };
        for days in [14, 15] {
            house.resolve(&number);
            house.act(&number, "close", &[]);
            house.desk.clock.advance(days * DAY);
            match (days, reopen()) {
                (14, Ok(_)) => {}
                (15, Err(Error::Refused(code))) => assert_eq!(code, "reopen_late"),
                (_, other) => panic!("after {days} days: {other:?}"),
            }
        }
        assert_eq!(house.state(&number), "closed");
    });
}

#[test]
fn a_follow_up_holds_what_the_old_one_holds_and_both_tell_of_it() {
    each_engine(|db| {
        let house = House::new(db);
        let (agent, rosa) = (&house.desk.agent, &house.desk.requester);
        let old = house.open(&[("team", "Service desk")]);
        assert!(matches!(follow(&house, agent, &old, &[]), Err(Error::Refused("follow_up_open"))));
        house.resolve(&old);
        house.act(&old, "close", &[]);
        let new = follow(&house, rosa, &old, &[("description", "It jams again.")]).unwrap().number;
        let (before, after) = (house.load(&old).record, house.load(&new).record);
        assert_eq!(
            (&after.title, after.requester, after.service, after.category, after.location),
            (&before.title, before.requester, before.service, before.category, before.location)
        );
        assert_eq!((after.description.as_str(), after.team), ("It jams again.", None));
        let links = db.read(|tx| link::links(tx, agent, after.id)).unwrap();
        assert_eq!((links[0].side.code(), &links[0].other.number), ("follows_up", &old));
        assert_eq!([&old, &new].map(|n| house.entries(n, "follow_up").len()), [1, 1]);
        let stranger = follow(&house, &house.desk.colleague, &old, &[]);
        assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}
