//! The schema moves forward, once, or not at all.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use std::sync::Barrier;

use db::{Db, Error, Migrated, Migration};
use engines::{START, each_engine, number};
use mainstay_db as db;

const fn step(number: u32, name: &'static str, text: &'static str) -> Migration {
    Migration { number, name, sqlite: text, postgres: text }
}

const PEOPLE: Migration = step(
    1,
    "people",
    "CREATE TABLE person (id BIGINT NOT NULL PRIMARY KEY);
    -- Several statements are one step; a ';' in text ends none.
    INSERT INTO person (id) VALUES (1);",
);
const TEAMS: Migration =
    step(2, "teams", "CREATE TABLE team (name TEXT NOT NULL); INSERT INTO team VALUES ('a;b')");
const TWINS: Migration = Migration {
    number: 3,
    name: "twins",
    sqlite: "INSERT INTO team VALUES ('SQLite')",
    postgres: "INSERT INTO team VALUES ('PostgreSQL')",
};

static ONE: [Migration; 1] = [PEOPLE];
static THREE: [Migration; 3] = [PEOPLE, TEAMS, TWINS];

fn refusal(outcome: db::Result<Migrated>) -> String {
    match outcome {
        Err(Error::Other(text)) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_step_runs_once_and_in_its_engines_form() {
    each_engine(|engine| {
        assert!(!engine.db.schema_is_current(&ONE).unwrap());
        assert_eq!(
            engine.db.migrate(&ONE, START).unwrap(),
            Migrated { applied: vec![1], schema: 1 }
        );
        assert_eq!(
            engine.db.migrate(&ONE, START).unwrap(),
            Migrated { applied: vec![], schema: 1 }
        );
        assert!(engine.db.schema_is_current(&ONE).unwrap());
        assert!(!engine.db.schema_is_current(&THREE).unwrap());
        assert_eq!(
            engine.db.migrate(&THREE, START).unwrap(),
            Migrated { applied: vec![2, 3], schema: 3 }
        );
        assert_eq!(number(&engine.db, "SELECT COUNT(*) FROM person"), 1);
        let own = engine.db.describe().split(',').next().unwrap().to_owned();
        let found = engine.db.read(|tx| {
            tx.one(engines::sql("SELECT COUNT(*) FROM team WHERE name = $1"), db::params![&own])?
                .get::<i64>(0)
        });
        assert_eq!(found.unwrap(), 1);
    });
}

#[test]
fn a_step_that_was_edited_is_refused() {
    static EDITED: [Migration; 2] = [step(1, "people", "CREATE TABLE person (id TEXT)"), TEAMS];
    each_engine(|engine| {
        engine.db.migrate(&ONE, START).unwrap();
        assert!(refusal(engine.db.migrate(&EDITED, START)).contains("0001_people"));
        assert!(engine.db.schema_is_current(&EDITED).is_err());
        assert_eq!(number(&engine.db, "SELECT COUNT(*) FROM schema_migration"), 1);
    });
}

#[test]
fn a_schema_from_a_newer_program_is_refused() {
    each_engine(|engine| {
        engine.db.migrate(&THREE, START).unwrap();
        let text = refusal(engine.db.migrate(&ONE, START));
        assert!(text.contains("0002_teams") && text.contains("newer program"), "{text}");
    });
}

#[test]
fn a_step_that_fails_leaves_nothing_of_any() {
    static FAILING: [Migration; 3] = [
        PEOPLE,
        TEAMS,
        step(3, "wrong", "CREATE TABLE more (i BIGINT); INSERT INTO nowhere VALUES (1)"),
    ];
    each_engine(|engine| {
        let text = refusal(engine.db.migrate(&FAILING, START));
        assert!(text.contains("0003_wrong") && text.contains("nowhere"), "{text}");
        for table in ["person", "team", "more"] {
            assert!(engine.db.read(|tx| tx.columns_of(table)).unwrap().is_empty(), "{table}");
        }
        // And the database is as good as new.
        assert_eq!(engine.db.migrate(&THREE, START).unwrap().applied, [1, 2, 3]);
    });
}

#[test]
fn nodes_that_start_together_migrate_once() {
    each_engine(|engine| {
        let handles: Vec<Db> = (0..6).map(|_| engine.again()).collect();
        let start = Barrier::new(handles.len());
        let applied = std::thread::scope(|scope| {
            let threads: Vec<_> = handles
                .iter()
                .map(|db| {
                    scope.spawn(|| {
                        start.wait();
                        db.migrate(&THREE, START).unwrap().applied.len()
                    })
                })
                .collect();
            threads.into_iter().map(|t| t.join().unwrap()).sum::<usize>()
        });
        assert_eq!(applied, 3);
    });
}
