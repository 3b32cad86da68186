//! Jobs on both engines: each runs, fails, waits, dies and comes back as it should.

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
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::bail;
use db::{Statement, params};
use engines::{Engine, START, each_engine, eventually, note, note_in};
use mainstay_jobs as jobs;
use mainstay_jobs::{JobQuery, JobState, NewJob, Registry, Status, Waits, Worker, enqueue};

fn ask(engine: &Engine, job: NewJob<String>) {
    let (chance, now) = (engine.chance.clone(), engine.clock.now());
    engine.db.write(move |tx| enqueue(tx, &chance, now, &job)).unwrap();
}

fn job(queue: &'static str, payload: &str) -> NewJob<String> {
    NewJob::new(queue, payload.to_owned())
}

fn worker(engine: &Engine, registry: Registry) -> Worker {
    Worker::new(&engine.db, &engine.clock, &engine.chance, registry)
}

fn status(engine: &Engine) -> Status {
    engine.db.read(|tx| jobs::status(tx, engine.clock.now())).unwrap()
}

fn notes(registry: Registry, queue: &'static str) -> Registry {
    registry.on(queue, |context, what: String| Ok(note(&context.db, &what).map(drop)?))
}

#[test]
fn two_workers_share_two_hundred_jobs_and_none_runs_twice() {
    each_engine(|engine| {
        for number in 0..200 {
            ask(engine, job("work", &format!("{number:03}")));
        }
        let by = Arc::new(Mutex::new(BTreeSet::new()));
        let start = |name: &'static str| {
            let by = Arc::clone(&by);
            let registry = Registry::new().on("work", move |context, what: String| {
                by.lock().unwrap().insert(name);
                Ok(note(&context.db, &what).map(drop)?)
            });
            worker(engine, registry)
        };
        let (one, two) = (start("one"), start("two"));
        std::thread::scope(|scope| {
            scope.spawn(|| one.run().unwrap());
            scope.spawn(|| two.run().unwrap());
            eventually("all jobs are done", || status(engine) == Status::default());
            one.signal().stop();
            two.signal().stop();
        });
        assert_eq!(engine.done(), (0..200).map(|n| format!("{n:03}")).collect::<Vec<_>>());
        assert_eq!(by.lock().unwrap().len(), 2, "both workers took part");
    });
}

#[test]
fn a_job_belongs_to_the_transaction_that_asks_for_it() {
    each_engine(|engine| {
        let (chance, now) = (engine.chance.clone(), engine.clock.now());
        let refused: Result<(), db::Error> = engine.db.write(move |tx| {
            enqueue(tx, &chance, now, &job("work", "never"))?;
            Err(db::Error::Missing)
        });
        assert!(refused.is_err());
        assert_eq!(worker(engine, notes(Registry::new(), "work")).run_due().unwrap(), 0);
    });
}

#[test]
fn a_job_waits_for_its_time_and_for_a_handler() {
    each_engine(|engine| {
        ask(engine, job("later", "x").at(START.plus(Duration::from_secs(60))));
        ask(engine, job("elsewhere", "y"));
        let worker = worker(engine, notes(Registry::new(), "later"));
        assert_eq!(worker.run_due().unwrap(), 0);
        engine.clock.advance(Duration::from_secs(60));
        assert_eq!(worker.run_due().unwrap(), 1);
        assert_eq!(engine.done(), ["x"]);
        let left = status(engine);
        assert_eq!((left.queued, left.oldest_due), (1, Some(Duration::from_secs(60))));
    });
}

#[test]
fn failures_wait_longer_each_time_and_end_among_the_dead() {
    each_engine(|engine| {
        ask(engine, job("broken", "x").attempts(3));
        let worker =
            worker(engine, Registry::new().on("broken", |_, _: String| bail!("no\0 luck")));
        for (attempt, seconds) in [(1, 5), (2, 10)] {
            assert_eq!(worker.run_due().unwrap(), 1, "attempt {attempt}");
            assert_eq!(worker.run_due().unwrap(), 0, "it waits");
            let wait = engine.number("SELECT run_at FROM job") - engine.clock.now().micros();
            assert!((seconds * 1_000_000..seconds * 1_200_000).contains(&wait), "{wait}");
            engine.clock.advance(Duration::from_micros(u64::try_from(wait).unwrap()));
        }
        assert_eq!(worker.run_due().unwrap(), 1);
        assert_eq!(status(engine), Status { dead: 1, ..Status::default() });
        engine.clock.advance(Duration::from_secs(1_000_000));
        assert_eq!(worker.run_due().unwrap(), 0, "the dead rest");

        let dead = engine.db.read(|tx| jobs::dead(tx, 10)).unwrap();
        assert_eq!((dead[0].queue.as_str(), dead[0].attempts), ("broken", 3));
        assert_eq!(dead[0].last_error.as_deref(), Some("no luck"));
        let (id, now) = (dead[0].id, engine.clock.now());
        assert!(engine.db.write(move |tx| jobs::retry(tx, id, now)).unwrap());
        assert!(!engine.db.write(move |tx| jobs::retry(tx, id, now)).unwrap());
        assert_eq!(notes_worker(engine, "broken").run_due().unwrap(), 1);
        assert_eq!(engine.done(), ["x"]);
    });
}

fn notes_worker(engine: &Engine, queue: &'static str) -> Worker {
    worker(engine, notes(Registry::new(), queue))
}

#[test]
fn a_panic_and_an_unreadable_payload_are_failures() {
    each_engine(|engine| {
        ask(engine, job("panics", "x").attempts(1));
        ask(engine, job("counts", "not a number").attempts(1));
        let registry = Registry::new()
            .on("panics", |_, what: String| -> anyhow::Result<()> { panic!("at {what}") })
            .on("counts", |_, _: u32| Ok(()));
        assert_eq!(worker(engine, registry).run_due().unwrap(), 2);
        let dead = engine.db.read(|tx| jobs::dead(tx, 10)).unwrap();
        let errors: BTreeSet<_> = dead.iter().filter_map(|d| d.last_error.clone()).collect();
        assert!(errors.contains("panicked: at x"), "{errors:?}");
        assert!(errors.iter().any(|e| e.contains("invalid type")), "{errors:?}");
    });
}

#[test]
fn work_asked_for_twice_waits_once() {
    each_engine(|engine| {
        ask(engine, job("index", "first").once("a"));
        ask(engine, job("index", "second").once("a"));
        ask(engine, job("index", "other").once("b"));
        ask(engine, job("mail", "same key, other queue").once("a"));
        assert_eq!(status(engine).queued, 3);
        assert_eq!(notes_worker(engine, "index").run_due().unwrap(), 2);
        assert_eq!(engine.done(), ["first", "other"]);
        ask(engine, job("index", "again").once("a"));
        assert_eq!(notes_worker(engine, "index").run_due().unwrap(), 1);
    });
}

#[test]
fn work_asked_for_while_it_runs_is_done_again_after() {
    each_engine(|engine| {
        ask(engine, job("index", "before").once("a"));
        let registry = Registry::new().on("index", |context, what: String| {
            note(&context.db, &what)?;
            if what == "before" {
                let (chance, now) = (context.chance.clone(), context.now());
                context.db.write(move |tx| {
                    enqueue(tx, &chance, now, &job("index", "during").once("a"))
                })?;
                bail!("and then it fails");
            }
            Ok(())
        });
        assert_eq!(worker(engine, registry).run_due().unwrap(), 2);
        assert_eq!(engine.done(), ["before", "during"]);
        assert_eq!(
            status(engine),
            Status::default(),
            "the later job did the work of the one that failed"
        );
    });
}

/// The asking transaction finds the job waiting; before it commits, a worker comes for that job. If
/// the job ran then, it would not see the change, and nothing would run after it.
#[test]
#[expect(clippy::disallowed_methods, reason = "holds a transaction open while a worker comes")]
fn asking_for_waiting_work_while_it_is_taken_loses_nothing() {
    each_engine(|engine| {
        ask(engine, job("count", "x").once("k"));
        let registry = Registry::new().on("count", |context, _: String| {
            let count = Statement::listed("SELECT COUNT(*) FROM done WHERE what = 'change'");
            let seen: i64 = context.db.read(|tx| tx.one(count, params![])?.get(0))?;
            Ok(note(&context.db, &format!("saw {seen}")).map(drop)?)
        });
        let worker = worker(engine, registry);
        let (asked, has_asked) = channel();
        std::thread::scope(|scope| {
            let (chance, now) = (engine.chance.clone(), engine.clock.now());
            scope.spawn(move || {
                let change = move |tx: &db::Tx<'_>| {
                    note_in(tx, "change")?;
                    enqueue(tx, &chance, now, &job("count", "x").once("k"))?;
                    asked.send(()).unwrap();
                    std::thread::sleep(Duration::from_millis(300));
                    Ok::<_, db::Error>(())
                };
                engine.db.write(change).unwrap();
            });
            has_asked.recv().unwrap();
            assert_eq!(worker.run_due().unwrap(), 1);
        });
        worker.run_due().unwrap();
        assert_eq!(engine.done().last().unwrap(), "saw 1");
    });
}

#[test]
fn a_job_that_ends_in_its_own_transaction_ends_with_it() {
    each_engine(|engine| {
        ask(engine, job("once", "x").attempts(1));
        let registry = Registry::new().on("once", |context, what: String| {
            let inner = context.clone();
            context.db.write(move |tx| {
                note_in(tx, &what)?;
                inner.finish_in(tx)
            })?;
            // The transaction is through: whatever happens now cannot make the job run again.
            bail!("too late to fail")
        });
        let worker = worker(engine, registry);
        assert_eq!(worker.run_due().unwrap(), 1);
        assert_eq!(status(engine), Status::default());
        assert_eq!(engine.done(), ["x"]);
    });
}

#[test]
fn who_comes_back_after_the_lease_cannot_end_the_job() {
    each_engine(|engine| {
        ask(engine, job("slow", "x"));
        let (begun, has_begun) = channel();
        let (go_on, may_go_on) = channel::<()>();
        let (ended, has_ended) = channel();
        let (may_go_on, has_ended) = (Mutex::new(may_go_on), Mutex::new(has_ended));
        let late = Registry::new().on("slow", move |context, _: String| {
            begun.send(())?;
            may_go_on.lock().unwrap().recv()?;
            let inner = context.clone();
            let outcome = context.db.write(move |tx| {
                note_in(tx, "late")?;
                inner.finish_in(tx)
            });
            assert!(matches!(outcome, Err(db::Error::Missing)), "{outcome:?}");
            Ok(())
        });
        // While the second one works, the late one comes back, ends, and has changed nothing.
        let second = Registry::new().on("slow", move |context, _: String| {
            go_on.send(())?;
            has_ended.lock().unwrap().recv()?;
            let running = context.db.read(|tx| jobs::status(tx, context.now()))?.running;
            Ok(note(&context.db, &format!("second, {running} running")).map(drop)?)
        });
        let (late, second) = (worker(engine, late), worker(engine, second));
        std::thread::scope(|scope| {
            scope.spawn(move || {
                assert_eq!(late.run_due().unwrap(), 1);
                ended.send(()).unwrap();
            });
            has_begun.recv().unwrap();
            engine.clock.advance(Duration::from_secs(59));
            assert_eq!(second.run_due().unwrap(), 0, "the lease still holds");
            engine.clock.advance(Duration::from_secs(2));
            assert_eq!(second.run_due().unwrap(), 1);
        });
        assert_eq!(engine.done(), ["second, 1 running"]);
        assert_eq!(status(engine), Status::default());
    });
}

#[test]
fn a_job_that_kills_its_worker_every_time_is_given_up() {
    each_engine(|engine| {
        ask(engine, job("deadly", "x").attempts(2));
        let stuck = Statement::listed(
            "UPDATE job SET state = 'running', attempts = 2, leased_by = 'gone', leased_until = 0",
        );
        engine.db.write(move |tx| tx.execute(stuck, params![])).unwrap();
        assert_eq!(notes_worker(engine, "deadly").run_due().unwrap(), 0);
        let dead = engine.db.read(|tx| jobs::dead(tx, 1)).unwrap();
        assert!(dead[0].last_error.as_deref().unwrap().contains("died"));
    });
}

#[test]
fn jobs_are_listed_page_by_page_and_counted_by_queue() {
    each_engine(|engine| {
        let later = |minutes: u64| engine.clock.now().plus(Duration::from_secs(60 * minutes));
        for minutes in [5, 1, 3] {
            ask(engine, job("later", &minutes.to_string()).at(later(minutes)));
        }
        ask(engine, job("broken", "x").attempts(1));
        let broken = Registry::new().on("broken", |_, _: String| bail!("it is broken"));
        assert_eq!(worker(engine, broken).run_due().unwrap(), 1);
        let page = |query: JobQuery| engine.db.read(|tx| jobs::list(tx, &query)).unwrap();
        let all = JobQuery { limit: 2, ..JobQuery::default() };
        let first = page(all.clone());
        let told: Vec<_> = first.iter().map(|job| (job.state, job.payload.as_str())).collect();
        assert_eq!(told, [(JobState::Dead, "\"x\""), (JobState::Waiting, "\"1\"")]);
        assert_eq!(first[0].last_error.as_deref(), Some("it is broken"));
        let rest = page(JobQuery { after: Some(first[1].place()), ..all.clone() });
        let told: Vec<_> = rest.iter().map(|job| job.payload.as_str()).collect();
        assert_eq!(told, ["\"3\"", "\"5\""]);
        assert_eq!(page(JobQuery { after: Some(rest[1].place()), ..all.clone() }), []);
        let dead = page(JobQuery { state: Some(JobState::Dead), ..all.clone() });
        assert_eq!(dead.len(), 1);
        let of_queue = JobQuery { queue: Some("later".to_owned()), limit: 9, ..all };
        assert_eq!(page(of_queue).len(), 3);

        let waits = || engine.db.read(|tx| jobs::waits(tx, engine.clock.now())).unwrap();
        let of_later = Waits { waiting: 3, late: 0, oldest_late: None };
        assert_eq!(waits().get("later"), Some(&of_later));
        assert_eq!(waits().get("broken"), None);
        engine.clock.advance(Duration::from_secs(4 * 60 + 30));
        let age = Duration::from_secs(3 * 60 + 30);
        let of_later = Waits { waiting: 3, late: 2, oldest_late: Some(age) };
        assert_eq!(waits().get("later"), Some(&of_later));
    });
}

#[test]
fn jobs_of_a_queue_are_listed_and_counted_by_an_index() {
    each_engine(|engine| {
        // The server goes over all rows of a small table, and rightly so.
        if engine.db.engine() != "SQLite" {
            return;
        }
        let statement = |part: &str| {
            jobs::statements().into_iter().find(|one| one.sql().contains(part)).unwrap()
        };
        let (now, first) = (engine.clock.now(), db::Id::<jobs::Job>::from_bytes([0; 16]));
        let of_queue = params!["pending", now, first, 9_i64, "later"];
        for (part, given) in [
            ("state = $1 AND queue = $5", &of_queue[..]),
            ("COUNT(CASE WHEN run_at", &params![now][..]),
        ] {
            let one = statement(part);
            let plan = engine.db.read(|tx| tx.explain_static(one, given)).unwrap().join("; ");
            assert!(plan.contains("job_queue") && !plan.contains("TEMP"), "{plan}");
        }
    });
}
