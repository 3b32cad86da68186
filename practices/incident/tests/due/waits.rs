//! What waits until a moment, and reminders.

use desk::Error;
use desk::access::Agent;
use desk::due::reminder;
use desk::journal::verify::verify;
use desk::people::Person;
use mainstay_incident::KIND;
use std::time::Duration;
use testkit::{MORNING, each_engine};

use crate::house::{DAY, HOUR, House, raw, reason};

#[test]
fn what_waits_until_a_moment_resumes_then_once() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[]);
        house.act(&number, "assign", &[("assignee", "lena@alder.example")]);
        house.act(&number, "start", &[]);
        house.hold(&number, MORNING.plus(HOUR));
        assert_eq!(house.node().run_due().unwrap(), 0, "not before");
        assert_eq!(house.told(&house.desk.team_lead), ["assigned"]);
        house.desk.clock.advance(HOUR);
        house.two_nodes();
        assert_eq!(house.state(&number), "in_progress");
        let resumed = house.entries(&number, "resume");
        assert_eq!(resumed.len(), 1, "once, with two nodes");
        assert_eq!(resumed[0].actor, Some(Person::SYSTEM));
        assert_eq!((resumed[0].door.as_str(), reason(&resumed[0])), ("job", Some("hold_until")));
        assert_eq!(house.two_nodes(), 0, "nothing is left to do");
        assert_eq!(house.told(&house.desk.team_lead), ["resumed", "assigned"]);
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn what_was_resumed_or_waits_longer_is_left_alone() {
    each_engine(|db| {
        let house = House::new(db);
        let (by_hand, longer) = (house.open(&[]), house.open(&[]));
        for number in [&by_hand, &longer] {
            house.act(number, "start", &[]);
            house.hold(number, MORNING.plus(HOUR));
            house.act(number, "resume", &[]);
        }
        house.hold(&longer, MORNING.plus(2 * HOUR));
        house.desk.clock.advance(HOUR + HOUR / 2);
        house.node().run_due().unwrap();
        assert_eq!(house.entries(&by_hand, "resume").len(), 1, "by hand alone");
        assert_eq!(house.state(&longer), "on_hold", "another moment is meant now");
        // Nothing ran for ten days.
        house.desk.clock.advance(10 * DAY);
        house.two_nodes();
        assert_eq!(house.state(&longer), "in_progress");
        assert_eq!(house.entries(&longer, "resume").len(), 2);
    });
}

#[test]
fn a_reminder_comes_once_to_whoever_still_sees_the_record() {
    each_engine(|db| {
        let house = House::new(db);
        let (desk, number) = (&house.desk, house.open(&[("requester", "rosa@alder.example")]));
        let record = house.heading(&number);
        let ask = |who: &Agent, after: Duration| {
            let (ctx, who, record) = (desk.context(who), who.clone(), record.clone());
            let at = desk.clock.now().plus(after).to_string();
            let given = raw(&[("at", &at), ("note", "Look again")]);
            db.write(move |tx| reminder::ask(tx, &ctx, &who, &KIND, &record, &given))
        };
        let mine = |who: &Agent, due: bool| db.read(|tx| reminder::mine(tx, who, due)).unwrap();
        assert!(matches!(ask(&desk.agent, Duration::ZERO), Err(Error::Invalid(_))), "not the past");
        ask(&desk.agent, HOUR).unwrap();
        ask(&desk.requester, HOUR).unwrap();
        let taken_back = ask(&desk.agent, HOUR).unwrap();
        let (agent, id) = (desk.agent.clone(), taken_back.id);
        db.write(move |tx| reminder::remove(tx, &agent, id)).unwrap();
        let other = desk.colleague.clone();
        let left = mine(&desk.agent, false)[0].0.id;
        let not_theirs = db.write(move |tx| reminder::remove(tx, &other, left));
        assert!(matches!(not_theirs, Err(Error::NotFound)), "nobody takes away another's");
        assert_eq!((mine(&desk.agent, false).len(), mine(&desk.agent, true).len()), (1, 0));
        // Rosa's record becomes another's before the time comes.
        house.act(&number, "edit", &[("requester", "carl@alder.example")]);
        house.desk.clock.advance(3 * DAY);
        house.two_nodes();
        let come = mine(&desk.agent, true);
        assert_eq!(come.len(), 1);
        assert_eq!(
            (come[0].0.note.as_str(), &come[0].1.as_ref().unwrap().number),
            ("Look again", &number)
        );
        assert_eq!(mine(&desk.requester, true).len(), 0, "she sees it no more");
        assert_eq!(house.told(&desk.agent), ["reminded"], "and nothing else is her news");
        assert!(!house.told(&desk.requester).contains(&"reminded".to_owned()));
        assert_eq!(house.two_nodes(), 0);
    });
}
