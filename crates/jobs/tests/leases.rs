//! Who holds what: jobs of workers that die or take long, and names held by one node.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use db::{Chance, Clock, Db, Location};
use engines::{Engine, START, each_engine, eventually, note};
use mainstay_jobs as jobs;
use mainstay_jobs::{NewJob, Registry, Signal, Status, Worker, enqueue, with_lease};

fn ask(engine: &Engine, what: &str) {
    let (chance, now) = (engine.chance.clone(), engine.clock.now());
    let job = NewJob::new("work", what.to_owned());
    engine.db.write(move |tx| enqueue(tx, &chance, now, &job)).unwrap();
}

fn status(engine: &Engine) -> Status {
    engine.db.read(|tx| jobs::status(tx, engine.clock.now())).unwrap()
}

fn notes() -> Registry {
    Registry::new().on("work", |context, what: String| Ok(note(&context.db, &what).map(drop)?))
}

/// The child half of the next test: takes the job and never ends it.
#[test]
#[ignore = "run by a_killed_workers_job_runs_again_after_its_lease"]
fn worker_that_is_killed() {
    let Ok(place) = std::env::var("MAINSTAY_TEST_PLACE") else { return };
    let location = match place.strip_prefix("file:") {
        Some(path) => Location::File(path.into()),
        None => Location::Server(place),
    };
    let db = Db::open(&location).unwrap();
    let registry = Registry::new().on("work", |context, _: String| {
        note(&context.db, "begun by the one that dies")?;
        let (_open, never) = mpsc::channel::<()>();
        never.recv()?;
        Ok(())
    });
    Worker::new(&db, &Clock::set_to(START), &Chance::from_system().unwrap(), registry)
        .run()
        .unwrap();
}

#[test]
fn a_killed_workers_job_runs_again_after_its_lease() {
    each_engine(|engine| {
        ask(engine, "done by the other");
        let place = match &engine.location {
            Location::File(path) => format!("file:{}", path.display()),
            Location::Server(url) => url.clone(),
        };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "worker_that_is_killed"])
            .env("MAINSTAY_TEST_PLACE", place)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        eventually("the other process has begun", || !engine.done().is_empty());
        child.kill().unwrap();
        child.wait().unwrap();

        let worker = Worker::new(&engine.db, &engine.clock, &engine.chance, notes());
        assert_eq!(worker.run_due().unwrap(), 0, "its lease outlives it");
        assert_eq!(status(engine).running, 1);
        engine.clock.advance(Duration::from_secs(61));
        assert_eq!(worker.run_due().unwrap(), 1);
        assert_eq!(engine.done(), ["begun by the one that dies", "done by the other"]);
        assert_eq!(status(engine), Status::default());
    });
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the handler is slow on purpose")]
fn a_long_job_keeps_its_lease() {
    each_engine(|engine| {
        let clock = Clock::system();
        let (chance, now) = (engine.chance.clone(), clock.now());
        let job = NewJob::new("work", "long".to_owned());
        engine.db.write(move |tx| enqueue(tx, &chance, now, &job)).unwrap();
        let runs = Arc::new(AtomicUsize::new(0));
        let start = || {
            let runs = Arc::clone(&runs);
            let registry = Registry::new().on("work", move |_, _: String| {
                runs.fetch_add(1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_secs(3));
                Ok(())
            });
            Worker::new(&engine.db, &clock, &engine.chance, registry)
                .with_lease(Duration::from_millis(800))
        };
        let (one, two) = (start(), start());
        std::thread::scope(|scope| {
            scope.spawn(|| one.run().unwrap());
            scope.spawn(|| two.run().unwrap());
            eventually("the job is done", || status(engine) == Status::default());
            one.signal().stop();
            two.signal().stop();
        });
        assert_eq!(runs.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn a_name_is_held_by_one_and_free_after_it() {
    each_engine(|engine| {
        let minute = Duration::from_secs(60);
        let try_as = |holder: &str, now| {
            with_lease(&engine.db, "seal", holder, now, minute, |_| ()).unwrap()
        };
        let inner = with_lease(&engine.db, "seal", "a", START, minute, |lease| {
            let lease = lease.clone();
            engine.db.write(move |tx| lease.confirm(tx)).unwrap();
            assert_eq!(try_as("b", START), None);
            assert_eq!(try_as("a", START), None, "not even the same holder");
            let other = with_lease(&engine.db, "purge", "b", START, minute, |_| ()).unwrap();
            assert_eq!(other, Some(()), "another name is free");
            17
        });
        assert_eq!(inner.unwrap(), Some(17));
        assert_eq!(try_as("b", START), Some(()), "free at once");

        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            with_lease(&engine.db, "seal", "a", START, minute, |_| panic!("inside"))
        }));
        assert!(panicked.is_err());
        assert_eq!(try_as("b", START), Some(()), "free after a panic");
    });
}

#[test]
fn a_holder_that_slept_past_its_lease_can_write_no_more() {
    each_engine(|engine| {
        let ttl = Duration::from_secs(10);
        let later = START.plus(ttl);
        with_lease(&engine.db, "seal", "sleeper", START, ttl, |mine| {
            with_lease(&engine.db, "seal", "other", later, ttl, |theirs| {
                let (mine, theirs) = (mine.clone(), theirs.clone());
                let refused = engine.db.write(move |tx| mine.confirm(tx));
                assert!(matches!(refused, Err(db::Error::Missing)), "{refused:?}");
                engine.db.write(move |tx| theirs.confirm(tx)).unwrap();
            })
            .unwrap()
            .expect("the lease has lapsed");
        })
        .unwrap()
        .expect("nobody holds it");
    });
}

#[test]
fn periodic_work_runs_once_a_period_on_one_of_two_nodes() {
    each_engine(|engine| {
        let runs = Arc::new(AtomicUsize::new(0));
        let start = || {
            let runs = Arc::clone(&runs);
            let registry = Registry::new().every("purge", Duration::from_secs(3600), move |_| {
                runs.fetch_add(1, Ordering::SeqCst);
                Ok(())
            });
            Worker::new(&engine.db, &engine.clock, &engine.chance, registry)
        };
        let (one, two) = (start(), start());
        std::thread::scope(|scope| {
            scope.spawn(|| one.run().unwrap());
            scope.spawn(|| two.run().unwrap());
            let count = || runs.load(Ordering::SeqCst);
            eventually("the first run", || count() == 1);
            engine.clock.advance(Duration::from_secs(3599));
            // Longer than a node sleeps between two looks.
            assert!(one.signal().pause(Duration::from_millis(1500)));
            assert_eq!(count(), 1);
            engine.clock.advance(Duration::from_secs(2));
            eventually("the second run", || count() == 2);
            assert!(one.signal().pause(Duration::from_millis(1500)));
            one.signal().stop();
            two.signal().stop();
        });
        assert_eq!(runs.load(Ordering::SeqCst), 2);
    });
}

#[test]
fn held_work_runs_on_one_node_until_it_stops_and_then_on_the_other() {
    each_engine(|engine| {
        let by = Arc::new(Mutex::new(Vec::new()));
        let start = |name: &'static str, signal: &Signal| {
            let by = Arc::clone(&by);
            let work = move |_: &jobs::JobContext, _: &jobs::Lease| {
                by.lock().unwrap().push(name);
                Ok(false)
            };
            let registry = Registry::new().held("sequencer", Duration::from_millis(20), work);
            Worker::new(&engine.db, &engine.clock, &engine.chance, registry).with_signal(signal)
        };
        let (stop_one, stop_two) = (Signal::new(), Signal::new());
        let (one, two) = (start("one", &stop_one), start("two", &stop_two));
        std::thread::scope(|scope| {
            scope.spawn(|| one.run().unwrap());
            eventually("the first works", || by.lock().unwrap().len() > 3);
            scope.spawn(|| two.run().unwrap());
            let before = by.lock().unwrap().len();
            eventually("the first goes on", || by.lock().unwrap().len() > before + 60);
            assert!(!by.lock().unwrap().contains(&"two"));
            stop_one.stop();
            eventually("the second takes over", || by.lock().unwrap().last() == Some(&"two"));
            stop_two.stop();
        });
    });
}
