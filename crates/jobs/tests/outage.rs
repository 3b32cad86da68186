//! The database goes away under a working worker and comes back.

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
use std::time::Duration;

use db::{Clock, Location};
use engines::{Engine, eventually, note};
use mainstay_jobs::{NewJob, Registry, Status, Worker, enqueue, status};
use pgcluster::Cluster;

#[test]
fn a_worker_outlives_an_outage_and_every_job_is_done() {
    let mut cluster = Cluster::start().unwrap();
    let engine = Engine::at(Location::Server(cluster.url()));
    let clock = Clock::system();
    let (chance, now) = (engine.chance.clone(), clock.now());
    engine
        .db
        .write(move |tx| {
            (0..300).try_for_each(|number| {
                let job = NewJob::new("work", format!("{number:03}"));
                enqueue(tx, &chance, now, &job).map(drop)
            })
        })
        .unwrap();
    let registry = Registry::new()
        .on("work", |context, what: String| Ok(note(&context.db, &what).map(drop)?))
        .every("purge", Duration::from_secs(1), |_| Ok(()))
        .held("sequencer", Duration::from_millis(50), |context, lease| {
            let lease = lease.clone();
            Ok(context.db.housekeep(move |tx| lease.confirm(tx)).map(|()| false)?)
        });
    // Jobs whose end could not be written come back when their lease lapses.
    let worker = Worker::new(&engine.db, &clock, &engine.chance, registry)
        .with_lease(Duration::from_millis(1500));
    std::thread::scope(|scope| {
        scope.spawn(|| worker.run().unwrap());
        eventually("some are done", || engine.done().len() > 20);
        cluster.kill_hard();
        assert!(worker.signal().pause(Duration::from_millis(500)), "the worker goes on");
        cluster.restart().unwrap();
        let now = || engine.db.read(|tx| status(tx, clock.now())).unwrap();
        eventually("all are done", || now() == Status::default());
        worker.signal().stop();
    });
    let all: BTreeSet<String> = (0..300).map(|number| format!("{number:03}")).collect();
    assert_eq!(engine.done().into_iter().collect::<BTreeSet<_>>(), all);
}
