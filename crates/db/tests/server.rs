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
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

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
