//! Escalation, to other teams and to the people above.

use db::Id;
use desk::access::Agent;
use desk::escalation::{self, HIGHEST};
use desk::journal::verify::verify;
use desk::people::{Person, Team};
use desk::watch::is_watched_by;
use desk::{Committed, Error, Result};
use mainstay_incident::{Incident, KIND};
use testkit::each_engine;

use crate::house::{House, raw, said};

fn set_team(house: &House, team: Id<Team>, to: &str) -> Result<()> {
    let by = house.desk.administrator.clone();
    let (ctx, input) = (house.desk.context(&by), raw(&[("escalates_to", to)]));
    house.desk.db.write(move |tx| escalation::set_team(tx, &ctx, &by, team, &input))
}

fn set_manager(house: &House, person: Id<Person>, to: Id<Person>) -> Result<()> {
    let by = house.desk.administrator.clone();
    let (ctx, input) = (house.desk.context(&by), raw(&[("manager", &to.to_string())]));
    house.desk.db.write(move |tx| escalation::set_manager(tx, &ctx, &by, person, &input))
}

fn raise(house: &House, by: &Agent, number: &str, values: &[(&str, &str)]) -> Result<Committed> {
    let (ctx, by, input) = (house.desk.context(by), by.clone(), raw(values));
    let number = number.to_owned();
    let raise =
        move |tx: &db::Tx<'_>| escalation::escalate::<Incident>(tx, &ctx, &by, &number, &input);
    house.desk.db.write(raise)
}

fn lower(house: &House, number: &str) -> Result<Committed> {
    let by = house.desk.manager.clone();
    let (ctx, number) = (house.desk.context(&by), number.to_owned());
    let input = raw(&[("reason", "Calm again")]);
    let lower =
        move |tx: &db::Tx<'_>| escalation::deescalate::<Incident>(tx, &ctx, &by, &number, &input);
    house.desk.db.write(lower)
}

fn up(house: &House, by: &Agent, number: &str) -> Result<Committed> {
    raise(house, by, number, &[("reason", "It presses")])
}

fn fault<T: std::fmt::Debug>(refused: Result<T>) -> &'static str {
    match refused {
        Err(Error::Invalid(faults)) => faults[0].code,
        other => panic!("{other:?} instead of a fault"),
    }
}

#[test]
fn it_goes_to_the_team_that_its_team_escalates_to() {
    each_engine(|db| {
        let house = House::new(db);
        let agent = &house.desk.agent;
        let number = house.open(&[("team", "Service desk")]);
        let escalate = |values: &[(&str, &str)]| house.try_as(agent, &number, "escalate", values);
        assert_eq!(fault(escalate(&[("reason", "Beyond us")])), "no_next_team");
        set_team(&house, house.desk.service_desk, "Network").unwrap();
        let circle = set_team(&house, house.desk.network, "Service desk");
        assert_eq!(fault(circle), "escalation_circle");
        house.act(&number, "start", &[]);
        escalate(&[("reason", "Beyond us")]).unwrap();
        let record = house.load(&number).record;
        assert_eq!((record.team, record.assignee), (Some(house.desk.network), None));
        assert_eq!((record.state.code, record.escalations), ("assigned", Some(1)));
        let told = house.entries(&number, "escalate");
        assert_eq!(said(&told[0], desk::escalation::WHY), Some("Beyond us"));
        escalate(&[("reason", "Back"), ("team", "Service desk")]).unwrap();
        assert_eq!(house.load(&number).record.escalations, Some(2));
        let rosa = house.try_as(&house.desk.requester, &number, "escalate", &[("reason", "x")]);
        assert!(matches!(rosa, Err(Error::Forbidden(_))), "{rosa:?}");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn it_goes_up_to_who_leads_the_team_and_to_who_is_above() {
    each_engine(|db| {
        let house = House::new(db);
        let (agent, lead, manager) =
            (&house.desk.agent, &house.desk.team_lead, &house.desk.manager);
        let number = house.open(&[("team", "Service desk")]);
        up(&house, agent, &number).unwrap();
        let record = house.load(&number).record;
        assert_eq!((record.escalation, record.escalated_to), (Some(1), Some(lead.person)));
        assert!(db.read(|tx| is_watched_by(tx, record.id, lead.person)).unwrap());
        assert_eq!(house.told(lead), ["escalated"]);
        assert_eq!(fault(up(&house, agent, &number)), "nobody_above");
        set_manager(&house, lead.person, manager.person).unwrap();
        assert_eq!(fault(set_manager(&house, manager.person, lead.person)), "escalation_circle");
        up(&house, agent, &number).unwrap();
        let record = house.load(&number).record;
        assert_eq!((record.escalation, record.escalated_to), (Some(2), Some(manager.person)));
        assert_eq!(house.told(manager), ["escalated"]);
        let named = [("reason", "Now"), ("person", lead.email.as_deref().unwrap())];
        raise(&house, agent, &number, &named).unwrap();
        let top = up(&house, agent, &number);
        assert!(matches!(top, Err(Error::Refused("escalated_fully"))), "{top:?}");
        let down = |to: i64| {
            lower(&house, &number).unwrap();
            assert_eq!(house.load(&number).record.escalation, Some(to));
        };
        down(2);
        down(1);
        down(0);
        let nothing = lower(&house, &number);
        assert!(matches!(nothing, Err(Error::Refused("not_escalated"))), "{nothing:?}");
        assert_eq!(house.entries(&number, "deescalate").len(), 3);
        house.resolve(&number);
        let over = up(&house, agent, &number);
        assert!(matches!(over, Err(Error::Refused("escalate_over"))), "{over:?}");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn whoever_may_not_read_the_inside_is_not_escalated_to() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[]);
        let rosa = house.desk.requester.email.clone().unwrap();
        let named = [("reason", "x"), ("person", rosa.as_str())];
        let refused = raise(&house, &house.desk.agent, &number, &named);
        assert_eq!(fault(refused), "does_not_read");
    });
}

#[test]
fn how_many_open_records_each_way_is_for_is_counted() {
    each_engine(|db| {
        let house = House::new(db);
        let (desk, network) = (house.desk.service_desk, house.desk.network);
        let admin = house.desk.administrator.clone();
        let count = || db.read(|tx| escalation::concerned(tx, &admin, &[&KIND])).unwrap();
        let first = house.open(&[("team", "Service desk")]);
        let second = house.open(&[("team", "Service desk")]);
        house.open(&[("team", "Network")]);
        assert_eq!((count().of_team(desk), count().of_team(network)), (2, 1));
        house.act(&first, "start", &[]);
        up(&house, &house.desk.manager, &first).unwrap();
        let up_to = house.load(&first).record.escalated_to.unwrap();
        assert_eq!(count().with_person(up_to), 1);
        lower(&house, &first).unwrap();
        assert_eq!(count().with_person(up_to), 0, "it came down again");
        let named = [("reason", "x"), ("person", "lena@alder.example")];
        for _ in 0..HIGHEST {
            raise(&house, &house.desk.manager, &first, &named).unwrap();
        }
        let top = house.load(&first).record.escalated_to.unwrap();
        assert_eq!(count().with_person(top), 0, "it cannot go further");
        house.act(&second, "start", &[]);
        house.resolve(&second);
        assert_eq!(count().of_team(desk), 1, "what is resolved goes nowhere");
        let agent = house.desk.agent.clone();
        let refused = db.read(|tx| escalation::concerned(tx, &agent, &[&KIND]));
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    });
}
