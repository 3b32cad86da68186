//! From the outbox to those who want to hear of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use std::time::Duration;

use anyhow::bail;
use db::{Id, Statement, params};
use engines::{Engine, each_engine, eventually, note};
use mainstay_jobs as jobs;
use mainstay_jobs::{Event, Registry, Signal, Worker};

/// Writes one change to the outbox.
fn change(engine: &Engine, verb: &'static str) {
    let (chance, now) = (engine.chance.clone(), engine.clock.now());
    engine
        .db
        .write(move |tx| {
            let subject: Id<jobs::Subject> = chance.id(now);
            tx.execute(
                Statement::listed(
                    "INSERT INTO subject (id, kind, restricted, version, head_seq, head_hash, head_recorded_at)
                     VALUES ($1, 'incident', 0, 1, 1, $2, $3)",
                ),
                params![subject, [0u8; 32], now],
            )?;
            tx.execute(
                Statement::listed(
                    "INSERT INTO outbox (id, subject_id, seq, kind, verb, created_at)
                     VALUES ($1, $2, 1, 'incident', $3, $4)",
                ),
                params![chance.id::<Event>(now), subject, verb, now],
            )
        })
        .unwrap();
}

fn hears(registry: Registry, queue: &'static str, verb: &'static str) -> Registry {
    registry.subscribe(
        queue,
        move |event| event.verb == verb,
        move |context, event| {
            Ok(note(&context.db, &format!("{queue} heard {}", event.verb)).map(drop)?)
        },
    )
}

fn left(engine: &Engine) -> i64 {
    engine.number("SELECT COUNT(*) FROM outbox")
}

#[test]
fn each_subscriber_hears_what_it_wants_once() {
    each_engine(|engine| {
        for verb in ["create", "resolve", "nobody cares"] {
            change(engine, verb);
        }
        let registry = hears(
            hears(hears(Registry::new(), "mail", "create"), "hook", "create"),
            "survey",
            "resolve",
        );
        let worker = Worker::new(&engine.db, &engine.clock, &engine.chance, registry);
        assert_eq!(worker.run_due().unwrap(), 3);
        assert_eq!(worker.run_due().unwrap(), 0);
        assert_eq!(
            engine.done(),
            ["hook heard create", "mail heard create", "survey heard resolve"]
        );
        assert_eq!(left(engine), 0);
    });
}

#[test]
fn a_subscriber_that_fails_holds_up_no_other() {
    each_engine(|engine| {
        change(engine, "create");
        let registry = hears(Registry::new(), "mail", "create").subscribe(
            "hook",
            |_| true,
            |_, _| bail!("host is down"),
        );
        let worker = Worker::new(&engine.db, &engine.clock, &engine.chance, registry);
        assert_eq!(worker.run_due().unwrap(), 2);
        assert_eq!(engine.done(), ["mail heard create"]);
        assert_eq!(engine.number("SELECT COUNT(*) FROM job"), 1, "the failed one waits");
    });
}

#[test]
fn two_nodes_under_load_hand_on_every_event_once() {
    each_engine(|engine| {
        let signal = Signal::new();
        let registry = || hears(Registry::new(), "mail", "create");
        let nodes = [1, 2].map(|_| {
            Worker::new(&engine.db, &engine.clock, &engine.chance, registry()).with_signal(&signal)
        });
        std::thread::scope(|scope| {
            for node in &nodes {
                scope.spawn(|| node.run().unwrap());
            }
            for _ in 0..300 {
                change(engine, "create");
                signal.ring();
            }
            eventually("all have been heard", || engine.number("SELECT COUNT(*) FROM done") == 300);
            assert!(signal.pause(Duration::from_millis(300)));
            signal.stop();
        });
        assert_eq!(engine.done().len(), 300);
        assert_eq!((left(engine), engine.number("SELECT COUNT(*) FROM job")), (0, 0));
    });
}

#[test]
fn every_statement_is_understood_by_both_engines() {
    each_engine(|engine| {
        for statement in jobs::statements() {
            engine
                .db
                .read(|tx| tx.prepare(statement))
                .unwrap_or_else(|e| panic!("{}: {e}", statement.sql()));
        }
    });
}
