//! The server goes away and comes back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use db::{Db, Error, Location, params};
use engines::{eventually, number, run, sql};
use mainstay_db as db;
use pgcluster::Cluster;

const TABLE: &[&str] = &["CREATE TABLE kept (i BIGINT NOT NULL PRIMARY KEY)"];

fn insert(db: &Db, i: i64) -> db::Result<u64> {
    db.write(move |tx| tx.execute(sql("INSERT INTO kept (i) VALUES ($1)"), params![i]))
}

#[test]
fn a_restart_between_two_calls_is_not_noticed() {
    let mut cluster = Cluster::start().unwrap();
    let db = Db::open(&Location::Server(cluster.url())).unwrap();
    run(&db, TABLE);
    // Several connections lie in the pool, all of them dead afterwards.
    std::thread::scope(|scope| {
        for i in 0..8 {
            let db = &db;
            scope.spawn(move || insert(db, i).unwrap());
        }
    });
    cluster.restart().unwrap();
    insert(&db, 100).unwrap();
    assert_eq!(number(&db, "SELECT COUNT(*) FROM kept"), 9);
    cluster.kill_hard();
    cluster.restart().unwrap();
    assert_eq!(number(&db, "SELECT COUNT(*) FROM kept"), 9);
    insert(&db, 101).unwrap();
}

/// One adds and takes its time; the connection of another is lost meanwhile. It met nobody, and so it
/// tries again beside the first.
#[test]
fn a_lost_connection_makes_nobody_wait_for_those_who_add() {
    let cluster = Cluster::start_fast().unwrap();
    let db = Db::open(&Location::Server(cluster.url())).unwrap();
    run(&db, TABLE);
    let (begun, has_begun) = mpsc::channel();
    let (done, is_done) = mpsc::channel::<()>();
    let is_done = Arc::new(Mutex::new(is_done));
    let waited = std::thread::scope(|scope| {
        let first = scope.spawn(|| {
            db.add(move |tx| {
                tx.execute(sql("INSERT INTO kept (i) VALUES (1)"), params![])?;
                begun.send(()).unwrap();
                let is_done = is_done.lock().unwrap();
                Ok::<_, Error>(is_done.recv_timeout(Duration::from_secs(20)).is_ok())
            })
        });
        has_begun.recv().unwrap();
        let runs = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&runs);
        let second = db.add(move |tx| {
            if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                let end = "SELECT CAST(pg_terminate_backend(pg_backend_pid()) AS INT)";
                tx.rows(sql(end), params![]).unwrap_err();
                // The client knows at the latest now that nobody is there.
                tx.rows(sql("SELECT 1"), params![]).unwrap_err();
                return Err(Error::Unavailable("ended".to_owned()));
            }
            tx.execute(sql("INSERT INTO kept (i) VALUES (2)"), params![])
        });
        done.send(()).unwrap_or_default();
        assert_eq!(second.unwrap(), 1);
        assert_eq!(runs.load(Ordering::SeqCst), 2);
        first.join().unwrap().unwrap()
    });
    assert!(waited, "the second waited for the first");
    assert_eq!(number(&db, "SELECT COUNT(*) FROM kept"), 2);
}

/// Each waits for its turn with a connection in hand, and some wait for a connection; all come through.
#[test]
fn more_who_add_to_one_row_than_there_are_connections_all_come_through() {
    let cluster = Cluster::start_fast().unwrap();
    let db = Db::open(&Location::Server(cluster.url())).unwrap();
    run(&db, TABLE);
    db.write(|tx| tx.execute(sql("INSERT INTO kept (i) VALUES (0)"), params![])).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..24 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let more = sql("UPDATE kept SET i = i + 1");
                    db.add(move |tx| tx.execute(more, params![])).unwrap();
                }
            });
        }
    });
    assert_eq!(number(&db, "SELECT i FROM kept"), 120);
}

#[test]
fn a_server_that_is_not_there_is_unavailable() {
    let mut cluster = Cluster::start_fast().unwrap();
    let location = Location::Server(cluster.url());
    let db = Db::open(&location).unwrap();
    run(&db, TABLE);
    cluster.kill_hard();
    for error in [
        insert(&db, 1).unwrap_err(),
        db.read(|tx| tx.rows(sql("SELECT i FROM kept"), params![])).unwrap_err(),
        Db::open(&location).unwrap_err(),
    ] {
        assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
        assert!(error.is_transient());
    }
}

#[test]
fn a_wrong_url_or_database_is_told_at_once() {
    let cluster = Cluster::start_fast().unwrap();
    for (url, part) in
        [("not a url".to_owned(), "URL"), (cluster.database_url("nowhere"), "nowhere")]
    {
        let refused = Db::open(&Location::Server(url)).unwrap_err();
        assert!(refused.to_string().contains(part), "{refused:?}");
        assert!(!refused.is_transient(), "{refused:?}");
    }
}

#[test]
fn a_server_killed_under_load_loses_nothing_it_acknowledged() {
    let mut cluster = Cluster::start().unwrap();
    let db = Db::open(&Location::Server(cluster.url())).unwrap();
    run(&db, TABLE);
    let (sure, unsure) = (Mutex::new(BTreeSet::new()), Mutex::new(BTreeSet::new()));
    let (enough, failed) = (AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        for thread in 0..6_i64 {
            let (db, sure, unsure, enough, failed) = (&db, &sure, &unsure, &enough, &failed);
            scope.spawn(move || {
                for i in (thread * 1_000_000..).take_while(|_| !enough.load(Ordering::SeqCst)) {
                    match insert(db, i) {
                        Ok(_) => drop(sure.lock().unwrap().insert(i)),
                        Err(Error::OutcomeUnknown) => drop(unsure.lock().unwrap().insert(i)),
                        Err(error) => {
                            assert!(matches!(error, Error::Unavailable(_)), "{error:?}");
                            failed.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                }
            });
        }
        for round in 1..=3 {
            let so_far = || sure.lock().unwrap().len();
            let before = so_far();
            eventually("writes come through", || so_far() > before + 100);
            let failed_before = failed.load(Ordering::SeqCst);
            cluster.kill_hard();
            eventually("callers are told", || failed.load(Ordering::SeqCst) > failed_before);
            cluster.restart().unwrap();
            let after = so_far();
            eventually("writes come through again", || so_far() > after + 100);
            println!(
                "round {round}: {} acknowledged, {} unsure",
                so_far(),
                unsure.lock().unwrap().len()
            );
        }
        enough.store(true, Ordering::SeqCst);
    });
    let rows = db.read(|tx| tx.rows(sql("SELECT i FROM kept"), params![])).unwrap();
    let stored: BTreeSet<i64> = rows.iter().map(|r| r.get(0).unwrap()).collect();
    let (sure, unsure) = (sure.into_inner().unwrap(), unsure.into_inner().unwrap());
    assert!(sure.is_subset(&stored), "acknowledged and lost: {:?}", sure.difference(&stored));
    let told: BTreeSet<i64> = sure.union(&unsure).copied().collect();
    assert!(stored.is_subset(&told), "refused and yet there: {:?}", stored.difference(&told));
}
