//! What transactions promise, on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;

use db::{Db, Error, Tx, params};
use engines::{each_engine, number, run, sql};
use mainstay_db as db;

const TABLE: &[&str] = &["CREATE TABLE kept (i BIGINT NOT NULL PRIMARY KEY, t TEXT)"];

fn insert(tx: &Tx<'_>, i: i64) -> db::Result<u64> {
    tx.execute(sql("INSERT INTO kept (i) VALUES ($1)"), params![i])
}

fn count(db: &Db) -> i64 {
    number(db, "SELECT COUNT(*) FROM kept")
}

/// An error of the product, as closures return it.
#[derive(Debug)]
enum Fault {
    Refused,
    Db(Error),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Db(error)
    }
}

#[test]
fn a_refusal_or_a_panic_takes_back_its_own_changes_alone() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        // All at once, so that on the embedded engine they share commits.
        let start = Barrier::new(24);
        std::thread::scope(|scope| {
            for i in 0..24_i64 {
                let (db, start) = (&engine.db, &start);
                scope.spawn(move || {
                    start.wait();
                    let outcome = db.write(move |tx| {
                        insert(tx, i)?;
                        match i % 3 {
                            0 => Ok(()),
                            1 => Err(Fault::Refused),
                            _ => panic!("a closure panics"),
                        }
                    });
                    match i % 3 {
                        0 => outcome.unwrap(),
                        1 => assert!(matches!(outcome, Err(Fault::Refused)), "{outcome:?}"),
                        _ => assert!(
                            matches!(outcome, Err(Fault::Db(Error::Panicked))),
                            "{outcome:?}"
                        ),
                    }
                });
            }
        });
        assert_eq!(count(&engine.db), 8);
        assert_eq!(number(&engine.db, "SELECT COUNT(*) FROM kept WHERE i % 3 <> 0"), 0);
    });
}

#[test]
fn writers_at_once_share_commits_on_the_embedded_engine() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        let before = engine.db.throughput();
        std::thread::scope(|scope| {
            for thread in 0..16 {
                let db = &engine.db;
                scope.spawn(move || {
                    for i in 0..50 {
                        db.write(move |tx| insert(tx, thread * 50 + i)).unwrap();
                    }
                });
            }
        });
        let after = engine.db.throughput();
        assert_eq!(count(&engine.db), 800);
        assert_eq!(after.writes - before.writes, 800);
        if engine.db.describe().starts_with("SQLite") {
            assert!(after.commits - before.commits < 700, "{before:?} {after:?}");
        }
    });
}

#[test]
fn what_was_refused_counts_as_no_write() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        let before = engine.db.throughput().writes;
        let refused: Result<(), Fault> = engine.db.write(|_| Err(Fault::Refused));
        assert!(refused.is_err());
        assert_eq!(engine.db.throughput().writes, before);
    });
}

#[test]
fn a_reader_sees_one_moment_while_others_commit() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        let other = engine.again();
        let seen = engine.db.read(|tx| {
            let rows = || tx.one(sql("SELECT COUNT(*) FROM kept"), params![])?.get::<i64>(0);
            let first = rows()?;
            let i = i64::from(first == 0);
            engine.db.write(move |tx| insert(tx, i))?;
            other.write(move |tx| insert(tx, i + 10))?;
            Ok::<_, Error>((first, rows()?))
        });
        assert_eq!(seen.unwrap(), (0, 0));
        assert_eq!(count(&engine.db), 2);
    });
}

#[test]
fn a_reader_cannot_write() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        let refused = engine
            .db
            .read(|tx| tx.rows(sql("INSERT INTO kept (i) VALUES (1) RETURNING i"), params![]));
        assert!(matches!(refused, Err(Error::ReadOnly)), "{refused:?}");
        assert_eq!(count(&engine.db), 0);
    });
}

#[test]
fn a_panic_in_a_reader_leaves_the_pool_whole() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        // More panics than the pool has connections.
        for _ in 0..40 {
            let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                engine.db.read(|_| -> Result<(), Error> { panic!("a reader panics") })
            }));
            assert!(panicked.is_err());
        }
        assert_eq!(count(&engine.db), 0);
    });
}

#[test]
fn broken_rules_are_told_apart() {
    each_engine(|engine| {
        run(
            &engine.db,
            &[
                "CREATE TABLE parent (id BIGINT NOT NULL PRIMARY KEY, name TEXT UNIQUE)",
                "CREATE TABLE child (parent_id BIGINT NOT NULL REFERENCES parent (id))",
                "INSERT INTO parent (id, name) VALUES (1, 'one')",
                "INSERT INTO child (parent_id) VALUES (1)",
            ],
        );
        let fails = |text| engine.db.write(move |tx| tx.execute(sql(text), params![])).unwrap_err();
        assert!(matches!(fails("INSERT INTO parent (id) VALUES (1)"), Error::Duplicate));
        assert!(matches!(
            fails("INSERT INTO parent (id, name) VALUES (2, 'one')"),
            Error::Duplicate
        ));
        assert!(matches!(
            fails("INSERT INTO child (parent_id) VALUES (9)"),
            Error::BrokenReference
        ));
        assert!(matches!(fails("DELETE FROM parent"), Error::BrokenReference));
        assert!(matches!(fails("INSERT INTO child (parent_id) VALUES (NULL)"), Error::Other(_)));
        assert!(matches!(fails("SELECT nothing FROM nowhere"), Error::Other(_)));
    });
}

/// PostgreSQL answers COMMIT after a failed statement with a rollback and no error: whoever passed
/// over the failure would be told that everything was saved.
#[test]
fn a_failed_statement_cannot_be_passed_over() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        for housekeeping in [false, true] {
            let careless = |tx: &Tx<'_>| {
                insert(tx, 1)?;
                let _passed_over = insert(tx, 1);
                Ok::<_, Error>("saved")
            };
            let outcome = match housekeeping {
                false => engine.db.write(careless),
                true => engine.db.housekeep(careless),
            };
            assert!(matches!(outcome, Err(Error::Duplicate)), "{outcome:?}");
            assert_eq!(count(&engine.db), 0);
        }
    });
}

#[test]
fn a_second_handle_writes_in_between() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        let second = engine.again();
        std::thread::scope(|scope| {
            for (db, from) in [(&engine.db, 0), (&second, 1_000)] {
                scope.spawn(move || {
                    for i in 0..150 {
                        db.write(move |tx| insert(tx, from + i)).unwrap();
                    }
                });
            }
        });
        assert_eq!(count(&engine.db), 300);
        assert_eq!(count(&second), 300);
    });
}

#[test]
fn a_handle_can_be_dropped_while_its_closure_holds_the_last_clone() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        let db = engine.again();
        let (gone, has_gone) = channel();
        let inside = Mutex::new(Some(db.clone()));
        let wrote = Arc::new(AtomicBool::new(false));
        let done = Arc::clone(&wrote);
        let thread = std::thread::spawn(move || {
            db.write(move |tx| {
                assert!(inside.lock().unwrap().is_some());
                done.store(true, Ordering::SeqCst);
                insert(tx, 1)
            })
            .unwrap();
            drop(db);
            gone.send(()).unwrap();
        });
        has_gone.recv_timeout(std::time::Duration::from_secs(20)).unwrap();
        thread.join().unwrap();
        assert!(wrote.load(Ordering::SeqCst));
        assert_eq!(count(&engine.db), 1);
    });
}

/// Counts for minutes.
const LONG: &str =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
    SELECT CAST(COUNT(*) AS BIGINT) FROM n";

#[test]
fn what_takes_too_long_is_ended_and_nobody_after_it() {
    each_engine(|engine| {
        let long = |longest| {
            engine
                .db
                .read_within(Duration::from_millis(longest), |tx| tx.rows(sql(LONG), params![]))
        };
        for _ in 0..3 {
            assert!(matches!(long(150), Err(Error::TooLong)));
            // Whoever has the connection next has it for as long as they need.
            for _ in 0..20 {
                assert_eq!(number(&engine.db, "SELECT 1"), 1);
            }
        }
        let short = engine
            .db
            .read_within(Duration::from_secs(60), |tx| tx.rows(sql("SELECT 1"), params![]));
        assert_eq!(short.unwrap().len(), 1);
        let again: Result<(), Error> = engine.db.read_within(Duration::from_millis(150), |tx| {
            // Going on in spite of it leads nowhere either.
            let first = tx.rows(sql(LONG), params![]);
            assert!(matches!(first, Err(Error::TooLong)));
            tx.rows(sql(LONG), params![]).map(drop)
        });
        assert!(again.is_err(), "{again:?}");
    });
}
