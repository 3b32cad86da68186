//! However much there is, it goes in parts, and each of them is whole.

use std::time::Duration;

use db::{Db, NO_PARAMS, Statement};
use desk::account::{purge_sessions, purge_throttle, sign_in};
use desk::journal::Logbook;
use desk::retention;
use jobs::{Registry, Worker};
use mainstay_incident::Incident;
use serde_json::json;
use testkit::{PASSWORD, each_engine};

use crate::dump::places_of;
use crate::house::{DAY, House, INCIDENTS, SIGN_INS};

/// More comments than are erased at once, twice over.
const COMMENTS: usize = 450;

#[test]
fn a_long_record_goes_in_parts_wherever_the_program_was_killed() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        let number = house.open(&json!({ "title": "Quokka" }));
        for n in 0..COMMENTS {
            house.post(&format!("/{number}/comments"), &json!({ "body": format!("Quokka {n}") }));
        }
        let files: Vec<Vec<u8>> = (0_u32..50).map(|n| n.to_be_bytes().to_vec()).collect();
        for content in &files {
            house.attach(&number, false, "quokka.txt", content);
        }
        house.resolve_and_close(&number, "Quokka");
        house.keep_for(INCIDENTS, 30).unwrap();
        house.desk.clock.advance(30 * DAY);
        let mut parts = 0;
        // A process is killed after each transaction, and another one begins.
        while house.run(INCIDENTS, 1) {
            parts += 1;
            house.check();
            assert!(parts < 20, "it comes to an end");
        }
        assert!(parts >= 4, "{parts}");
        assert_eq!(places_of(db, "quokka"), Vec::<String>::new());
        assert_eq!(house.rule(INCIDENTS).rule.erased, 1);
    });
}

#[test]
fn the_job_does_it_all_and_says_how_far_it_is() {
    each_engine(|db: &Db| {
        let house = House::on(db);
        for _ in 0..5 {
            let number = house.open(&json!({ "title": "Quokka" }));
            house.resolve_and_close(&number, "Quokka");
        }
        house.desk.clock.advance(30 * DAY);
        house.keep_for(INCIDENTS, 30).unwrap();
        assert_eq!(
            (house.rule(INCIDENTS).waiting.number, house.rule(INCIDENTS).rule.ran_at),
            (5, None)
        );
        let works = [desk::any::<Incident>()].into();
        let registry = retention::register(Registry::new(), &works);
        let worker = Worker::new(db, &house.desk.clock, &db::Chance::seeded(3), registry);
        worker.run_due().unwrap();
        let standing = house.rule(INCIDENTS);
        assert_eq!((standing.waiting.number, standing.rule.erased), (0, 5));
        assert_eq!(standing.rule.ran_at, Some(house.desk.clock.now()));
        assert_eq!(places_of(db, "quokka"), Vec::<String>::new());
        // The next day it looks again by itself.
        let number = house.open(&json!({ "title": "Quokka" }));
        house.resolve_and_close(&number, "Quokka");
        house.desk.clock.advance(31 * DAY);
        let signal = worker.signal().clone();
        std::thread::scope(|scope| {
            let running = scope.spawn(|| worker.run());
            let is_waited_for = |_: &i32| house.rule(INCIDENTS).rule.erased < 6;
            let looks = (0..1_000).take_while(is_waited_for);
            looks.for_each(|_| assert!(signal.pause(Duration::from_millis(20))));
            signal.stop();
            running.join().unwrap().unwrap();
        });
        assert_eq!(house.rule(INCIDENTS).rule.erased, 6);
        house.check();
    });
}

#[test]
fn what_is_due_is_found_by_its_index() {
    const DUE: Statement = Statement::listed(
        "SELECT subject_id FROM record WHERE kind = 'incident' AND is_open = 0 AND texts_erased_at IS NULL
        AND COALESCE(written_at, closed_at, updated_at) <= 1
        ORDER BY COALESCE(written_at, closed_at, updated_at), subject_id LIMIT 50",
    );
    each_engine(|db: &Db| {
        let house = House::on(db);
        for _ in 0..300 {
            house.open(&json!({}));
        }
        db.write(|tx| tx.gather_statistics()).unwrap();
        let plan = db.read(|tx| tx.explain_static(DUE, NO_PARAMS)).unwrap();
        assert!(plan.iter().any(|line| line.contains("record_kept")), "{plan:#?}");
        let sorts = |line: &&String| line.contains("TEMP B-TREE") || line.contains("Sort");
        assert_eq!(plan.iter().find(sorts), None);
    });
}

#[test]
fn days_of_a_logbook_go_when_the_last_moment_of_each_is_over() {
    const HOME: &str = "203.0.113.7";
    each_engine(|db: &Db| {
        let house = House::on(db);
        let (clock, chance) = (&house.desk.clock, &house.desk.chance);
        let come = || {
            sign_in(db, clock, chance, "rosa@alder.example", PASSWORD, HOME).unwrap();
        };
        for _ in 0..150 {
            come();
        }
        clock.advance(DAY);
        come();
        house.keep_for(SIGN_INS, 30).unwrap();
        clock.advance(29 * DAY);
        assert!(!house.run(SIGN_INS, usize::MAX));
        assert_eq!(house.rule(SIGN_INS).rule.erased, 0, "the day's last moment is not that old");
        clock.advance(DAY);
        let mut parts = 0;
        while house.run(SIGN_INS, 1) {
            parts += 1;
            house.check();
        }
        assert_eq!(parts, 2, "150 addresses and as many people");
        assert_eq!(house.rule(SIGN_INS).rule.erased, 1);
        assert!(!places_of(db, HOME).is_empty(), "the second day is still kept");
        clock.advance(DAY);
        house.run(SIGN_INS, usize::MAX);
        // Counters of attempts and sessions that are over are forgotten by themselves within the hour.
        let now = clock.now();
        db.write(move |tx| purge_throttle(tx, now).and_then(|_| purge_sessions(tx, now))).unwrap();
        assert_eq!(places_of(db, HOME), Vec::<String>::new());
        house.check();
        assert_eq!(
            desk::retention::Scope::find(&[], Logbook::Settings.code()).map(|s| s.code()),
            None
        );
    });
}
