//! Keys of programs: taken with what they are for, kept a day, and silent about what was erased.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::time::Duration;

use db::{Db, Id, Statement, Timestamp, params};
use desk::idempotency::{self, Answer, Before, KEPT, Keyed};
use jobs::{Registry, Worker};
use mainstay_desk as desk;
use testkit::{Desk, each_engine};

fn keyed(request: &str, at: Timestamp) -> Keyed {
    let digest = b"open a record".to_vec();
    Keyed { token: Id::fixed(7), key: "k".to_owned(), digest, request: request.to_owned(), at }
}

fn answer() -> Answer {
    Answer { status: 201, head: "{}".to_owned(), body: b"told".to_vec() }
}

fn claim(db: &Db, asked: &Keyed) -> bool {
    let asked = asked.clone();
    db.write(move |tx| asked.claim(tx)).unwrap()
}

fn answered(db: &Db, asked: &Keyed) {
    let (asked, Answer { status, head, body }) = (asked.clone(), answer());
    db.write(move |tx| asked.answer(tx, status, Some((&head, &body)))).unwrap();
}

fn before(db: &Db, asked: &Keyed) -> Before {
    db.read(|tx| asked.before(tx)).unwrap()
}

#[test]
fn a_key_is_taken_once_by_whoever_came_first() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let now = desk.clock.now();
        let (first, second) = (keyed("first", now), keyed("second", now));
        assert_eq!(before(db, &first), Before::Nothing);
        assert!(claim(db, &first) && claim(db, &first), "its own request may begin again");
        assert!(!claim(db, &second));
        assert_eq!(before(db, &second), Before::Unanswered);
        answered(db, &second);
        assert_eq!(before(db, &second), Before::Unanswered, "the answer of another is not taken");
        answered(db, &first);
        assert_eq!(before(db, &second), Before::Answered(answer()));
        let other = Keyed { digest: b"open another".to_vec(), ..second.clone() };
        assert_eq!(before(db, &other), Before::Otherwise);
        assert_eq!(before(db, &Keyed { token: Id::fixed(8), ..second }), Before::Nothing);
    });
}

#[test]
fn what_is_not_done_takes_no_key() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let one = keyed("first", desk.clock.now());
        let key = one.clone();
        let refused = db
            .beginning_with(move |tx| key.claim(tx))
            .write(|_| Err::<(), _>(desk::Error::Refused("no")));
        assert!(matches!(refused, Err(desk::Error::Refused("no"))));
        assert_eq!(before(db, &one), Before::Nothing);
        assert!(claim(db, &one));
        let late = keyed("second", one.at);
        let never = db.beginning_with(move |tx| late.claim(tx));
        let never = never.add(|_| -> desk::Result<()> { unreachable!("it is not to be") });
        assert!(matches!(never, Err(desk::Error::Db(db::Error::Superseded))), "{never:?}");
    });
}

#[test]
fn a_key_is_forgotten_after_a_day() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let now = desk.clock.now();
        let old = keyed("first", now.minus(KEPT));
        claim(db, &old);
        answered(db, &old);
        assert_eq!(before(db, &keyed("second", now)), Before::Answered(answer()), "on the hour");
        let later = keyed("second", now.plus(Duration::from_micros(1)));
        assert_eq!(before(db, &later), Before::Nothing);
        idempotency::purge(db, now).unwrap();
        assert_eq!(rows(db), 1, "it is remembered until the last moment");
        assert!(claim(db, &later), "also while it is still there");
        assert_eq!(before(db, &later), Before::Unanswered, "with nothing of what it was");
        idempotency::purge(db, now.plus(KEPT).plus(Duration::from_secs(1))).unwrap();
        assert_eq!(rows(db), 0);
    });
}

#[test]
fn answers_are_forgotten_when_something_was_erased() {
    each_engine(|db| {
        let desk = Desk::set_up(db);
        let one = keyed("first", desk.clock.now());
        claim(db, &one);
        answered(db, &one);
        let ctx = desk.context(&desk.administrator);
        db.write(move |tx| idempotency::forget_answers(tx, &ctx)).unwrap();
        let registry = idempotency::register(Registry::new());
        Worker::new(db, &desk.clock, &desk.chance, registry).run_due().unwrap();
        assert_eq!(before(db, &one), Before::Forgotten, "it was done, and nothing of it is told");
    });
}

fn rows(db: &Db) -> i64 {
    const ROWS: Statement = Statement::listed("SELECT COUNT(*) FROM idempotency");
    db.read(|tx| tx.one(ROWS, params![])?.get::<i64>(0)).unwrap()
}
