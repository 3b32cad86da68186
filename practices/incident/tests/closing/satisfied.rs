//! How satisfied whoever asked was: who can say it, when, and who hears of it.

use db::params;
use desk::access::Agent;
use desk::journal::verify::{Against, verify, verify_against};
use desk::satisfaction::{self, SURVEY, Standing};
use desk::{Committed, Error, Kind, Result, closing};
use mainstay_incident::{Incident, KIND};
use testkit::each_engine;

use crate::house::{DAY, House, raw, said};

db::statements! {
    TAMPER = "UPDATE incident SET reassigned = 0 WHERE subject_id = $1";
}

/// What the journal is held against.
static KINDS: &[&Kind] = &[&KIND];

fn rate(house: &House, by: &Agent, number: &str, values: &[(&str, &str)]) -> Result<Committed> {
    let (ctx, by, input) = (house.desk.context(by), by.clone(), raw(values));
    let number = number.to_owned();
    house.desk.db.write(move |tx| satisfaction::rate::<Incident>(tx, &ctx, &by, &number, &input))
}

fn standing(house: &House, by: &Agent, number: &str) -> Standing {
    let heading = house.heading(number);
    house.desk.db.read(|tx| satisfaction::standing(tx, by, &KIND, &heading)).unwrap()
}

fn refusal(done: Result<Committed>) -> &'static str {
    match done {
        Err(Error::Refused(code)) => code,
        Err(Error::Invalid(faults)) => faults[0].code,
        other => panic!("{other:?}"),
    }
}

#[test]
fn only_whoever_asked_says_it_and_only_once_it_is_resolved() {
    each_engine(|db| {
        let house = House::new(db);
        let (rosa, agent) = (&house.desk.requester, &house.desk.agent);
        let number = house.open(&[]);
        let good = [("satisfaction", "5")];
        assert_eq!(refusal(rate(&house, rosa, &number, &good)), "rate_early");
        assert!(!standing(&house, rosa, &number).open);
        house.resolve(&number);
        assert!(standing(&house, rosa, &number).open);
        assert!(!standing(&house, agent, &number).open, "it is not theirs to say");
        assert_eq!(refusal(rate(&house, agent, &number, &good)), "rate_others");
        let stranger = rate(&house, &house.desk.colleague, &number, &good);
        assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
        for wrong in ["0", "6", "good"] {
            assert!(rate(&house, rosa, &number, &[("satisfaction", wrong)]).is_err(), "{wrong}");
        }
        assert_eq!(refusal(rate(&house, rosa, &number, &[])), "required");
        assert_eq!(house.load(&number).record.satisfaction, None, "nothing was saved by half");
        rate(&house, rosa, &number, &[("satisfaction", "2"), ("satisfaction_comment", "Slow.")])
            .unwrap();
        rate(&house, rosa, &number, &good).unwrap();
        let record = house.load(&number).record;
        assert_eq!((record.satisfaction, record.satisfaction_comment), (Some(5), None));
        let scores: Vec<_> = house.entries(&number, "rate");
        let scores: Vec<_> = scores.iter().map(|entry| said(entry, "satisfaction")).collect();
        assert_eq!(scores, [Some("2"), Some("5")], "the history keeps both");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn whoever_asked_is_asked_once_it_is_closed_and_has_said_nothing_yet() {
    each_engine(|db| {
        let house = House::new(db);
        let rosa = &house.desk.requester;
        let (silent, spoken) = (house.open(&[]), house.open(&[]));
        for number in [&silent, &spoken] {
            house.resolve(number);
        }
        rate(&house, rosa, &spoken, &[("satisfaction", "4")]).unwrap();
        house.desk.clock.advance(6 * DAY);
        house.close_what_is_over();
        let asked = |number: &str| said(&house.entries(number, "close")[0], SURVEY).is_some();
        assert_eq!((asked(&silent), asked(&spoken)), (true, false));
        let told = house.told(rosa);
        assert_eq!(told.iter().filter(|rule| *rule == "survey").count(), 1, "{told:?}");
        rate(&house, rosa, &silent, &[("satisfaction", "1")]).unwrap();
    });
}

#[test]
fn whoever_closes_it_themselves_is_sent_nothing_and_nobody_where_nobody_is_asked() {
    each_engine(|db| {
        let house = House::new(db);
        let (rosa, agent) = (&house.desk.requester, &house.desk.agent);
        let own = house.open(&[("requester", &agent.person.to_string())]);
        let theirs = house.open(&[]);
        for number in [&own, &theirs] {
            house.resolve(number);
        }
        house.act(&own, "close", &[]);
        assert_eq!(said(&house.entries(&own, "close")[0], SURVEY), None, "they are here already");
        let (ctx, by) = (house.desk.context(agent), house.desk.administrator.clone());
        let off = raw(&[("survey", "false")]);
        db.write(move |tx| closing::set(tx, &ctx, &by, &KIND, &off)).unwrap();
        house.act(&theirs, "close", &[]);
        assert_eq!(said(&house.entries(&theirs, "close")[0], SURVEY), None);
        let done = rate(&house, rosa, &theirs, &[("satisfaction", "3")]);
        assert_eq!(refusal(done), "rate_unasked");
        assert!(!standing(&house, rosa, &theirs).open);
    });
}

#[test]
fn what_is_given_to_another_team_is_counted() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[]);
        let count = || house.load(&number).reassigned;
        for (team, times) in
            [("Service desk", 0), ("Service desk", 0), ("Network", 1), ("Service desk", 2)]
        {
            house.act(&number, "assign", &[("team", team)]);
            assert_eq!(count(), times, "{team}");
        }
        house.act(&number, "escalate", &[("team", "Network"), ("reason", "It goes deeper")]);
        assert_eq!(count(), 3);
    });
}

#[test]
fn what_was_said_goes_with_the_solution_and_with_whoever_said_it() {
    each_engine(|db| {
        let house = House::new(db);
        let (rosa, agent) = (&house.desk.requester, &house.desk.agent);
        let (back, handed) = (house.open(&[]), house.open(&[]));
        for number in [&back, &handed] {
            house.resolve(number);
            rate(&house, rosa, number, &[("satisfaction", "5")]).unwrap();
            house.act(number, "reopen", &[("reason", "It is back")]);
            assert_eq!(house.load(number).record.satisfaction, None, "it was no solution");
        }
        house.act(&handed, "edit", &[("requester", &agent.person.to_string())]);
        house.resolve(&handed);
        rate(&house, agent, &handed, &[("satisfaction", "5")]).unwrap();
        house.act(&handed, "reopen", &[("reason", "Once more")]);
        house.act(&handed, "edit", &[("requester", &rosa.person.to_string())]);
        house.resolve(&handed);
        assert_eq!(house.load(&handed).record.satisfaction, None, "she has said nothing of it");
        house.resolve(&back);
        house.act(&back, "close", &[]);
        assert!(said(&house.entries(&back, "close")[0], SURVEY).is_some(), "she is asked again");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn whoever_worked_on_it_hears_what_was_said_also_when_only_the_words_change() {
    each_engine(|db| {
        let house = House::new(db);
        let (rosa, agent) = (&house.desk.requester, &house.desk.agent);
        let number = house.open(&[("team", "Service desk")]);
        house.act(&number, "start", &[]);
        house.resolve(&number);
        let rated = || {
            let told = house.told_about(agent, &number);
            told.iter().filter(|rule| *rule == "rated").count()
        };
        rate(&house, rosa, &number, &[("satisfaction", "2")]).unwrap();
        assert_eq!(rated(), 1);
        house.desk.clock.advance(DAY);
        rate(&house, rosa, &number, &[("satisfaction", "2"), ("satisfaction_comment", "Again")])
            .unwrap();
        assert_eq!(rated(), 2);
    });
}

#[test]
fn a_count_that_was_tampered_with_is_found() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[("team", "Service desk")]);
        house.act(&number, "assign", &[("team", "Network")]);
        let against = || Against { kinds: KINDS, ..Against::default() };
        assert_eq!(verify_against(db, against()).unwrap().broken, None);
        let id = house.heading(&number).id;
        db.write(move |tx| Ok::<_, Error>(tx.execute(TAMPER, params![id])?)).unwrap();
        let broken = verify_against(db, against()).unwrap().broken.unwrap();
        assert!(broken.contains("reassigned"), "{broken}");
    });
}
