//! Both engines, each test on a fresh database without any schema.

#![allow(dead_code, reason = "each test file uses what it needs")]

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use db::{Db, Location, Statement, Timestamp, params};
use mainstay_db as db;
use pgcluster::Cluster;
use postgres::{Client, NoTls};
use tempfile::TempDir;

/// 2026-01-05T08:00:00Z.
pub(crate) const START: Timestamp = Timestamp::from_micros(1_767_600_000_000_000);

/// A cluster that several test programs share, when the environment names one.
static SHARED: LazyLock<Option<String>> =
    LazyLock::new(|| std::env::var("MAINSTAY_TEST_POSTGRES").ok());
static OWN: LazyLock<Cluster> =
    LazyLock::new(|| Cluster::start_fast().expect("a PostgreSQL cluster"));
static NEXT: AtomicU32 = AtomicU32::new(1);

/// A fresh database.
pub(crate) struct Engine {
    pub(crate) db: Db,
    pub(crate) location: Location,
    _directory: TempDir,
}

/// Runs the test on SQLite, then on PostgreSQL.
pub(crate) fn each_engine(test: impl Fn(&Engine)) {
    let directory = tempfile::tempdir().unwrap();
    let file = Location::File(directory.path().join("mainstay.db"));
    println!("on SQLite");
    test(&Engine::on(file, directory));
    println!("on PostgreSQL");
    test(&Engine::on(Location::Server(fresh_database()), tempfile::tempdir().unwrap()));
}

impl Engine {
    fn on(location: Location, directory: TempDir) -> Self {
        Engine { db: Db::open(&location).unwrap(), location, _directory: directory }
    }

    /// Another handle, as another process would have it.
    pub(crate) fn again(&self) -> Db {
        Db::open(&self.location).unwrap()
    }
}

/// The URL of an empty database of its own.
fn fresh_database() -> String {
    let maintenance = SHARED.clone().unwrap_or_else(|| OWN.url());
    let name = format!("db_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let mut client = Client::connect(&maintenance, NoTls).unwrap();
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name}")).unwrap();
    client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0")).unwrap();
    let (server, _) = maintenance.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

/// A statement of a test.
pub(crate) const fn sql(text: &'static str) -> Statement {
    Statement::listed(text)
}

/// Runs statements one by one, in one transaction.
pub(crate) fn run(db: &Db, statements: &'static [&'static str]) {
    db.write(move |tx| statements.iter().try_for_each(|s| tx.execute(sql(s), params![]).map(drop)))
        .unwrap();
}

/// The number a statement finds.
pub(crate) fn number(db: &Db, text: &'static str) -> i64 {
    db.read(|tx| tx.one(sql(text), params![])?.get(0)).unwrap()
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
