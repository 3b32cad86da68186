//! What comes round by itself.

use db::{Statement, params};
use desk::access::Agent;
use desk::journal::verify::verify;
use desk::people::{Person, Service};
use desk::recurrence::{self, Recurrence};
use desk::{Error, find_visible};
use mainstay_incident::Incident;
use std::collections::BTreeMap;
use std::time::Duration;
use testkit::each_engine;

use crate::house::{DAY, HOUR, House, raw, reason};

fn repeat(house: &House, number: &str, values: &[(&str, &str)]) -> desk::Result<Recurrence> {
    let (lead, record) = (house.desk.team_lead.clone(), house.heading(number));
    let (ctx, given) = (house.desk.context(&lead), raw(values));
    house.desk.db.write(move |tx| {
        recurrence::create(tx, &ctx, &lead, desk::any::<Incident>(), &record, &given)
    })
}

fn stored(house: &House, of: &str) -> Recurrence {
    let record = house.heading(of);
    let lead = &house.desk.team_lead;
    house.desk.db.read(|tx| recurrence::of_record(tx, lead, &record)).unwrap().pop().unwrap()
}

#[test]
fn what_comes_round_is_opened_once_each_time_and_once_for_all_that_were_missed() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[("team", "Service desk"), ("description", "All of them")]);
        let weekly = [
            ("every", "1"),
            ("unit", "week"),
            ("starts_on", "2026-03-09"),
            ("at_time", "08:00"),
            ("zone", "Europe/Berlin"),
            ("title", "Backups of {week}"),
        ];
        let made = repeat(&house, &number, &weekly).unwrap();
        assert_eq!(made.next_at.unwrap().to_string(), "2026-03-09T07:00:00Z");
        house.desk.clock.move_to("2026-03-09T06:59:59Z".parse().unwrap());
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer"], "not before");
        house.desk.clock.advance(Duration::from_secs(1));
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer", "Backups of 2026-W11"]);
        let one = stored(&house, &number);
        // The clock in Berlin changes on the 29th.
        assert_eq!(one.next_at.unwrap().to_string(), "2026-03-16T07:00:00Z");
        // Nothing runs until after the change: the 16th, 23rd and 30th are missed.
        house.desk.clock.move_to("2026-03-31T12:00:00Z".parse().unwrap());
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer", "Backups of 2026-W11", "Backups of 2026-W12"]);
        let late = stored(&house, &number);
        assert_eq!((late.missed, late.fault.clone()), (2, None));
        assert_eq!(late.next_at.unwrap().to_string(), "2026-04-06T06:00:00Z");
        let opened = db.read(|tx| desk::headings(tx, &Agent::system(), &[late.last.unwrap()]));
        let opened = opened.unwrap().pop().unwrap();
        let create = house.entries(&opened.number, "create");
        assert_eq!(
            (create[0].actor, reason(&create[0])),
            (Some(Person::SYSTEM), Some("recurring_late"))
        );
        let incident =
            db.read(|tx| find_visible::<Incident>(tx, &Agent::system(), &opened.number)).unwrap();
        assert_eq!(incident.record.team, Some(house.desk.service_desk));
        assert_eq!(incident.record.description, "All of them");
        assert_eq!(house.two_nodes(), 0);
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn what_rests_or_cannot_be_opened_does_not_come() {
    each_engine(|db| {
        let house = House::new(db);
        let (ctx, alder) = (house.desk.context(&house.desk.administrator), house.desk.alder);
        let mail = db.write(move |tx| Service::create(tx, &ctx, alder, "Mail")).unwrap();
        let number = house.open(&[("service", "Mail")]);
        let daily =
            [("every", "1"), ("unit", "day"), ("at_time", "10:00"), ("title", "Again {date}")];
        let made = repeat(&house, &number, &daily).unwrap();
        let pause = |paused: bool| {
            let (lead, record, id) =
                (house.desk.team_lead.clone(), house.heading(&number), made.id);
            let ctx = house.desk.context(&lead);
            db.write(move |tx| recurrence::pause(tx, &ctx, &lead, &record, id, paused)).unwrap()
        };
        pause(true);
        house.desk.clock.advance(3 * DAY);
        house.node().run_due().unwrap();
        assert_eq!(house.titles(), ["Printer"], "it rests");
        let resumed = pause(false);
        assert_eq!(resumed.next_at.unwrap().to_string(), "2026-03-05T10:00:00Z");
        let gone = Statement::listed("UPDATE service SET active = 0 WHERE id = $1");
        let id = mail.id;
        db.write(move |tx| Ok::<_, Error>(tx.execute(gone, params![id])?)).unwrap();
        house.desk.clock.advance(2 * HOUR);
        house.node().run_due().unwrap();
        let one = stored(&house, &number);
        assert_eq!(one.fault.as_deref(), Some("service: no_such"), "it says why");
        assert_eq!(one.next_at.unwrap().to_string(), "2026-03-06T10:00:00Z", "and tries again");
        assert_eq!(house.told(&house.desk.team_lead), ["recurrence_failed"], "she planned it");
        assert_eq!(house.told(&house.desk.agent), [""; 0]);
        let back = Statement::listed("UPDATE service SET active = 1 WHERE id = $1");
        db.write(move |tx| Ok::<_, Error>(tx.execute(back, params![id])?)).unwrap();
        house.desk.clock.advance(DAY);
        house.two_nodes();
        assert_eq!(house.titles(), ["Printer", "Again 2026-03-06"]);
        assert_eq!(stored(&house, &number).fault, None);
    });
}

#[test]
fn only_whoever_plans_lets_something_come_round() {
    each_engine(|db| {
        let house = House::new(db);
        let (desk, number) = (&house.desk, house.open(&[]));
        for (name, person) in desk.everybody() {
            let record = house.heading(&number);
            let (ctx, by) = (desk.context(person), person.clone());
            let given = raw(&[("every", "1"), ("unit", "day")]);
            let made = db.write(move |tx| {
                recurrence::create(tx, &ctx, &by, desk::any::<Incident>(), &record, &given)
            });
            let plans = ["team_lead", "administrator"].contains(&name);
            assert_eq!(made.is_ok(), plans, "{name}: {made:?}");
            assert!(plans || matches!(made, Err(Error::Forbidden("plan"))), "{name}");
            let (planned, asked) = db
                .read(|tx| {
                    let planned = recurrence::planned(tx, person)?;
                    Ok::<_, Error>((planned, tx.cost().statements))
                })
                .unwrap();
            assert!(plans || planned.is_empty(), "{name}");
            assert!(asked <= 2 && (plans || asked == 0), "{name}: {asked} statements");
        }
        for (code, text, fault) in [
            ("every", "0", "number"),
            ("unit", "year", "option"),
            ("starts_on", "2026-02-30", "day"),
            ("at_time", "24:00", "time_of_day"),
            ("at_time", "8:00", "time_of_day"),
            ("zone", "Mars/Olympus", "unknown"),
        ] {
            let mut values = BTreeMap::from([("every", "1"), ("unit", "day")]);
            values.insert(code, text);
            let values: Vec<(&str, &str)> = values.into_iter().collect();
            match repeat(&house, &number, &values) {
                Err(Error::Invalid(faults)) => {
                    assert_eq!((faults[0].field.as_str(), faults[0].code), (code, fault), "{text}");
                }
                other => panic!("{code} {text}: {other:?}"),
            }
        }
    });
}
