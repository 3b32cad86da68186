//! Writers that use the same words do not get into each other's way, nor into that of whoever brings
//! the index up to date meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use desk::search;
use desk::{Context, Door};
use testkit::{Database, Engine};

use crate::office::{KINDS, Office, Report};

const WRITERS: usize = 4;
const EACH: usize = 25;

#[test]
fn many_who_write_the_same_words_lose_none() {
    for engine in Engine::BOTH {
        let database = Database::migrated(engine);
        let office = Office::set_up(&database);
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..WRITERS)
                .map(|writer| {
                    let office = &office;
                    scope.spawn(move || {
                        let agent = office.desk.agent.clone();
                        for n in 0..EACH {
                            let title = format!("Printer jammed once more w{writer}n{n}");
                            let number = office
                                .report(&agent, &Report::of(&title, "brandnewword and toner"));
                            office.act(&agent, &number, "comment", &[("body", "toner comes")]);
                        }
                    })
                })
                .collect();
            let (db, done) = (&office.desk.db, &done);
            scope.spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    desk::journal::sequence(db).unwrap();
                    search::step(db, KINDS, None).unwrap();
                    assert!(db.read(search::standing).unwrap().waiting <= WRITERS * EACH);
                }
            });
            writers.into_iter().for_each(|writer| writer.join().unwrap());
            done.store(true, Ordering::Relaxed);
        });
        let (all, agent) = (WRITERS * EACH, office.desk.agent.clone());
        assert_eq!(office.found(&agent, "brandnewword").len(), all);
        office.catch_up();
        assert_eq!(office.found(&agent, "brandnewword toner comes").len(), all, "{engine:?}");
        for writer in 0..WRITERS {
            assert_eq!(office.found(&agent, &format!("w{writer}n7")).len(), 1);
        }
    }
}

#[test]
fn few_changes_wait_for_more_but_not_for_long() {
    let database = Database::migrated(Engine::Sqlite);
    let office = Office::set_up(&database);
    let (db, clock) = (&office.desk.db, &office.desk.clock);
    office.report(&office.desk.agent, &Report::of("Printer", ""));
    let now = clock.now();
    assert_eq!(search::step(db, KINDS, Some(now)).unwrap().records, 0);
    let later = now.plus(Duration::from_secs(11));
    assert_eq!(search::step(db, KINDS, Some(later)).unwrap().records, 1);
    let ctx = Context::new(None, Door::Job, later, &office.desk.chance);
    assert_eq!(ctx.now, later);
}
