//! What is resolved closes by itself, and what its requester comments on is open again.

use desk::Error;
use desk::closing::{self, Rule};
use desk::journal::verify::verify;
use desk::people::Person;
use mainstay_incident::KIND;
use testkit::each_engine;

use crate::house::{DAY, House, raw, said};

fn set(house: &House, values: &[(&str, &str)]) -> desk::Result<Rule> {
    let by = house.desk.administrator.clone();
    let (ctx, input) = (house.desk.context(&by), raw(values));
    house.desk.db.write(move |tx| closing::set(tx, &ctx, &by, &KIND, &input))
}

#[test]
fn what_is_resolved_closes_by_itself_once() {
    each_engine(|db| {
        let house = House::new(db);
        let (old, new, open) = (house.open(&[]), house.open(&[]), house.open(&[]));
        house.resolve(&old);
        house.desk.clock.advance(2 * DAY);
        house.resolve(&new);
        house.desk.clock.advance(3 * DAY);
        house.close_what_is_over();
        assert_eq!([&old, &new, &open].map(|n| house.state(n)), ["closed", "resolved", "new"]);
        let closed = house.entries(&old, "close");
        assert_eq!(closed.len(), 1, "once, with two nodes");
        assert_eq!(closed[0].actor, Some(Person::SYSTEM));
        assert_eq!(
            (closed[0].door.as_str(), said(&closed[0], "reason")),
            ("job", Some("resolved_long_ago"))
        );
        house.desk.clock.advance(2 * DAY);
        house.close_what_is_over();
        assert_eq!(house.state(&new), "closed");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}

#[test]
fn a_setting_holds_for_what_was_resolved_before() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[]);
        house.resolve(&number);
        house.desk.clock.advance(3 * DAY);
        let by = house.desk.administrator.clone();
        let now = house.desk.clock.now();
        let tried = |days: &str| {
            let input = raw(&[("close_after", days)]);
            let found = db.read(|tx| closing::preview(tx, &by, &KIND, now, &input)).unwrap();
            found.1.number
        };
        assert_eq!((tried("4"), tried("3"), tried("")), (0, 1, 0));
        set(&house, &[("close_after", "")]).unwrap();
        house.desk.clock.advance(30 * DAY);
        house.node().run_due().unwrap();
        assert_eq!(house.state(&number), "resolved", "never by itself");
        let rule = set(&house, &[("close_after", "33")]).unwrap();
        assert_eq!((rule.close_after, rule.comment_reopens), (Some(33), true));
        house.node().run_due().unwrap();
        assert_eq!(house.state(&number), "closed", "the rule's own job closes it at once");
        let refused = closing_by(&house);
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    });
}

fn closing_by(house: &House) -> desk::Result<Rule> {
    let by = house.desk.agent.clone();
    let (ctx, input) = (house.desk.context(&by), raw(&[("close_after", "1")]));
    house.desk.db.write(move |tx| closing::set(tx, &ctx, &by, &KIND, &input))
}

#[test]
fn a_comment_of_the_requester_opens_it_again() {
    each_engine(|db| {
        let house = House::new(db);
        let number = house.open(&[]);
        house.resolve(&number);
        house.act(&number, "comment", &[("body", "Please try it.")]);
        assert_eq!(house.state(&number), "resolved", "a comment of others does not");
        let before = house.load(&number).record.version;
        let rosa = &house.desk.requester;
        let done = house.try_as(rosa, &number, "comment", &[("body", "It jams again.")]).unwrap();
        assert_eq!(house.state(&number), "in_progress");
        let reopened = house.entries(&number, "reopen");
        assert_eq!(reopened.len(), 1);
        assert_eq!(reopened[0].actor, Some(Person::SYSTEM));
        assert_eq!(said(&reopened[0], "reason"), Some("requester_commented"));
        assert_eq!(reopened[0].seq, done.seq + 1, "in the same transaction, right behind it");
        assert_eq!((done.version, house.load(&number).reopened), (before + 1, 1));
        house.resolve(&number);
        set(&house, &[("comment_reopens", "false")]).unwrap();
        house.try_as(rosa, &number, "comment", &[("body", "Thank you.")]).unwrap();
        assert_eq!(house.state(&number), "resolved", "the setting is off");
        assert_eq!(verify(db).unwrap().broken, None);
    });
}
