//! What becomes of transactions that meet: each as if it were alone, and those that only add never do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]
mod engines;

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Barrier, Mutex};

use db::{Error, Tx, params};
use engines::{each_engine, number, run, sql};
use mainstay_db as db;

const TABLE: &[&str] = &["CREATE TABLE kept (i BIGINT NOT NULL PRIMARY KEY, t TEXT)"];

fn insert(tx: &Tx<'_>, i: i64) -> db::Result<u64> {
    tx.execute(sql("INSERT INTO kept (i) VALUES ($1)"), params![i])
}

#[test]
fn writes_that_meet_are_made_one_after_the_other() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        engine.db.write(|tx| insert(tx, 0)).unwrap();
        let second = engine.again();
        std::thread::scope(|scope| {
            for db in [&engine.db, &second] {
                scope.spawn(move || {
                    for _ in 0..200 {
                        db.write(|tx| {
                            let now: i64 = tx.one(sql("SELECT i FROM kept"), params![])?.get(0)?;
                            tx.execute(sql("UPDATE kept SET i = $1"), params![now + 1])
                        })
                        .unwrap();
                    }
                });
            }
        });
        assert_eq!(number(&engine.db, "SELECT i FROM kept"), 400);
    });
}

#[test]
fn many_writers_on_one_row_all_come_through() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        engine.db.write(|tx| insert(tx, 0)).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        engine
                            .db
                            .write(|tx| tx.execute(sql("UPDATE kept SET i = i + 1"), params![]))
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(number(&engine.db, "SELECT i FROM kept"), 300);
    });
}

/// Two transactions each read what the other writes; one after the other cannot both have seen
/// nothing.
#[test]
fn write_skew_is_impossible() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        for round in 0..10_i64 {
            let (here, there) = (round * 2, round * 2 + 1);
            let second = engine.again();
            let saw = Mutex::new(Vec::new());
            std::thread::scope(|scope| {
                for (db, mine, theirs) in [(&engine.db, here, there), (&second, there, here)] {
                    let saw = &saw;
                    scope.spawn(move || {
                        let find = sql("SELECT i FROM kept WHERE i = $1");
                        let seen = db.write(move |tx| {
                            let seen = tx.row(find, params![theirs])?.is_some();
                            insert(tx, mine)?;
                            Ok::<_, Error>(seen)
                        });
                        saw.lock().unwrap().push(seen.unwrap());
                    });
                }
            });
            let saw = saw.into_inner().unwrap();
            assert_eq!(saw.iter().filter(|s| **s).count(), 1, "round {round}: {saw:?}");
        }
    });
}

/// Each reads its own row and writes beside the other's, at the same place of one index: kept apart
/// as strictly as changes are, one of the two would have to begin again.
#[test]
fn those_who_add_are_in_nobodys_way() {
    each_engine(|engine| {
        run(&engine.db, &["CREATE TABLE own (i BIGINT NOT NULL PRIMARY KEY)"]);
        let second = engine.again();
        let runs = Arc::new(AtomicU32::new(0));
        let both = Arc::new(Barrier::new(2));
        let apart = matches!(engine.location, db::Location::Server(_));
        std::thread::scope(|scope| {
            for (db, mine) in [(&engine.db, 1_i64), (&second, 2)] {
                let (runs, both) = (Arc::clone(&runs), Arc::clone(&both));
                scope.spawn(move || {
                    let add = move |tx: &Tx<'_>| {
                        runs.fetch_add(1, Ordering::SeqCst);
                        tx.execute(sql("INSERT INTO own (i) VALUES ($1)"), params![mine])?;
                        tx.one(sql("SELECT i FROM own WHERE i = $1"), params![mine])?;
                        if apart {
                            // One writer alone would wait for the other here for ever.
                            both.wait();
                        }
                        Ok::<_, Error>(())
                    };
                    db.add(add).unwrap();
                });
            }
        });
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        assert_eq!(number(&engine.db, "SELECT COUNT(*) FROM own"), 2);
    });
}

#[test]
fn housekeeping_waits_for_a_row_and_then_sees_it() {
    each_engine(|engine| {
        run(&engine.db, TABLE);
        engine.db.write(|tx| insert(tx, 0)).unwrap();
        let taken = AtomicU32::new(0);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let claim = sql("UPDATE kept SET t = 'taken' WHERE i = 0 AND t IS NULL");
                    let changed =
                        engine.db.housekeep(move |tx| tx.execute(claim, params![])).unwrap();
                    taken.fetch_add(u32::try_from(changed).unwrap(), Ordering::SeqCst);
                });
            }
        });
        assert_eq!(taken.load(Ordering::SeqCst), 1);
    });
}
