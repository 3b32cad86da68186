//! Both engines, each test on a fresh database with the whole schema.

#![allow(dead_code, reason = "each test file uses what it needs")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{LazyLock, OnceLock};
use std::time::Duration;

use db::{Chance, Clock, Db, Location, Migration, Statement, Timestamp, params};
use pgcluster::Cluster;
use tempfile::TempDir;

/// 2026-01-05T08:00:00Z.
pub(crate) const START: Timestamp = Timestamp::from_micros(1_767_600_000_000_000);

/// A cluster that several test programs share, when the environment names one.
static SHARED: LazyLock<Option<String>> =
    LazyLock::new(|| std::env::var("MAINSTAY_TEST_POSTGRES").ok());
static OWN: LazyLock<Cluster> =
    LazyLock::new(|| Cluster::start_fast().expect("a PostgreSQL cluster"));
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A fresh database, and how another process would open it.
pub(crate) struct Engine {
    pub(crate) db: Db,
    pub(crate) location: Location,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    _directory: TempDir,
}

/// Runs the test on SQLite, then on PostgreSQL.
pub(crate) fn each_engine(test: impl Fn(&Engine)) {
    let directory = tempfile::tempdir().unwrap();
    let file = Location::File(directory.path().join("mainstay.db"));
    println!("on SQLite");
    test(&Engine::on(file, directory));
    println!("on PostgreSQL");
    test(&Engine::on(Location::Server(fresh_schema()), tempfile::tempdir().unwrap()));
}

impl Engine {
    /// The empty database at this place.
    pub(crate) fn at(location: Location) -> Self {
        Engine::on(location, tempfile::tempdir().unwrap())
    }

    fn on(location: Location, directory: TempDir) -> Self {
        let db = Db::open(&location).unwrap();
        db.migrate(steps(), START).unwrap();
        // Work lists of tests; jobs know no other table they could write to.
        db.write(|tx| {
            tx.execute(Statement::listed("CREATE TABLE done (what TEXT NOT NULL)"), params![])
        })
        .unwrap();
        Engine {
            db,
            location,
            clock: Clock::set_to(START),
            chance: Chance::seeded(7),
            _directory: directory,
        }
    }

    /// What was noted as done, in order.
    pub(crate) fn done(&self) -> Vec<String> {
        let rows = self.db.read(|tx| {
            tx.rows(Statement::listed("SELECT what FROM done ORDER BY what"), params![])
        });
        rows.unwrap().iter().map(|row| row.get(0).unwrap()).collect()
    }

    /// A number a statement finds.
    pub(crate) fn number(&self, sql: &'static str) -> i64 {
        self.db.read(|tx| tx.one(Statement::listed(sql), params![])?.get(0)).unwrap()
    }
}

/// Notes something as done, in a transaction of its own.
pub(crate) fn note(db: &Db, what: &str) -> db::Result<u64> {
    let what = what.to_owned();
    db.write(move |tx| note_in(tx, &what))
}

pub(crate) fn note_in(tx: &db::Tx<'_>, what: &str) -> db::Result<u64> {
    tx.execute(Statement::listed("INSERT INTO done (what) VALUES ($1)"), params![what])
}

/// Waits for something another thread or process does.
#[expect(clippy::disallowed_methods, reason = "waits for other threads and processes")]
pub(crate) fn eventually(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..3_000 {
        if is_so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("never happened: {what}");
}

/// A schema of its own stands in for a database: making one needs nothing but `Db`.
fn fresh_schema() -> String {
    let maintenance = SHARED.clone().unwrap_or_else(|| OWN.url());
    let name = format!("jobs_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let base = Db::open(&Location::Server(maintenance.clone())).unwrap();
    for text in [format!("DROP SCHEMA IF EXISTS {name} CASCADE"), format!("CREATE SCHEMA {name}")] {
        let statement = Statement::listed(text.leak());
        base.housekeep(move |tx| tx.execute(statement, params![])).unwrap();
    }
    format!("{maintenance}?options=-csearch_path%3D{name}")
}

/// The schema as both engines take it: a step has one file, or one for each engine.
fn steps() -> &'static [Migration] {
    static STEPS: OnceLock<Vec<Migration>> = OnceLock::new();
    STEPS.get_or_init(|| {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations");
        let mut forms: BTreeMap<u32, [&str; 2]> = BTreeMap::new();
        for file in std::fs::read_dir(directory).unwrap().map(|f| f.unwrap().path()) {
            let name = file.file_name().unwrap().to_str().unwrap();
            let Some(stem) = name.strip_suffix(".sql") else { continue };
            let text: &str = std::fs::read_to_string(&file).unwrap().leak();
            let [sqlite, postgres] = forms.entry(stem[..4].parse().unwrap()).or_default();
            match stem.rsplit_once('.') {
                Some((_, "sqlite")) => *sqlite = text,
                Some((_, "postgres")) => *postgres = text,
                _ => (*sqlite, *postgres) = (text, text),
            }
        }
        let steps = forms.into_iter();
        steps
            .map(|(number, [sqlite, postgres])| Migration {
                number,
                name: "step",
                sqlite,
                postgres,
            })
            .collect()
    })
}
