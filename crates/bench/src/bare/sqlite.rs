//! Bare loops over rusqlite, with the settings the program gives its own connections.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context, Result};
use db::{Chance, Db, Location, Timestamp, Value};
use rusqlite::types::Value as SqlValue;
use rusqlite::{Connection, params, params_from_iter};

use super::template::{Fresh, TableRows};
use super::{Pace, Template};
use crate::installation::Installation;
use crate::latencies::Latencies;
use crate::stopwatch::Stopwatch;

/// What the rows of a create refer to; copied over first.
const REFERRED: [&str; 5] = ["company", "location", "person", "team", "service"];
/// What an imported log is made of.
const LOG: [&str; 5] = ["subject", "record", "incident", "entry", "entry_value"];

/// How often a thread beside the loop moves the write-ahead log into the file, as the program does.
const PAUSE: Duration = Duration::from_millis(500);
/// A log smaller than this is left alone.
const SMALL: u64 = 4 << 20;
/// From this size on the loop moves what is left by itself, as the program's writer does.
const LARGE: u64 = 32 << 20;

/// The bare loop over SQLite; measured in turns with the program, so that what else the machine does
/// falls on both.
pub(crate) struct Sqlite {
    connection: Connection,
    log: PathBuf,
    template: Template,
    inserts: Vec<(TableRows, String)>,
    chance: Chance,
    commits: u64,
    stop: Option<Sender<()>>,
    moving: Option<JoinHandle<()>>,
}

impl Sqlite {
    /// A loop over a new file beside the program's.
    pub(crate) fn new(beside: &Installation, template: Template) -> Result<Self> {
        let path = beside.data().join("bare.db");
        let connection = fresh(&path, &beside.file())?;
        let (stop, stopped) = channel::<()>();
        let (helper, log) = (open(&path)?, path.with_extension("db-wal"));
        let of_log = log.clone();
        let moving = std::thread::spawn(move || {
            while stopped.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {
                if size(&of_log) > SMALL {
                    drop(move_log(&helper));
                }
            }
        });
        let parameter = |n: usize| format!("?{n}");
        let tables = template.tables().iter();
        let inserts = tables.map(|rows| (rows.clone(), rows.insert(parameter))).collect();
        Ok(Sqlite {
            connection,
            log,
            template,
            inserts,
            chance: Chance::seeded(1),
            commits: 0,
            stop: Some(stop),
            moving: Some(moving),
        })
    }

    /// Writes for some time; how many creates, and the time it took.
    pub(crate) fn write(&mut self, pace: Pace, time: Duration) -> Result<(u64, Duration)> {
        let mut creates = 0;
        let watch = Stopwatch::start();
        while !watch.reached(time) {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
            for _ in 0..pace.at(self.commits) {
                let fresh = self.template.fresh(&self.chance, "BARE");
                for (rows, insert) in &self.inserts {
                    run(&self.connection, insert, rows, &fresh, &self.chance)?;
                }
                creates += 1;
            }
            self.connection.execute_batch("COMMIT")?;
            self.commits += 1;
            if self.commits.is_multiple_of(64) && size(&self.log) > LARGE {
                move_log(&self.connection)?;
            }
        }
        Ok((creates, watch.elapsed()))
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(moving) = self.moving.take() {
            drop(moving.join());
        }
    }
}

fn run(
    connection: &Connection,
    insert: &str,
    rows: &TableRows,
    fresh: &Fresh,
    chance: &Chance,
) -> Result<()> {
    let values = rows.values(fresh, chance).into_iter().map(bound);
    connection.prepare_cached(insert)?.execute(params_from_iter(values))?;
    Ok(())
}

fn bound(value: Value) -> SqlValue {
    match value {
        Value::Null => SqlValue::Null,
        Value::Int(number) => SqlValue::Integer(number),
        Value::Text(text) => SqlValue::Text(text),
        Value::Bytes(bytes) => SqlValue::Blob(bytes),
    }
}

/// Seconds it takes to write every row of an imported log again, and how many rows there are.
pub(crate) fn copy_log(beside: &Installation) -> Result<(Duration, u64)> {
    let connection = fresh(&beside.data().join("bare.db"), &beside.file())?;
    connection.execute_batch(
        "INSERT INTO main.category SELECT * FROM source.category ORDER BY parent_key",
    )?;
    let watch = Stopwatch::start();
    let mut rows = 0;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for table in LOG {
        rows += connection
            .execute(&format!("INSERT INTO main.{table} SELECT * FROM source.{table}"), [])?;
    }
    connection.execute_batch("COMMIT")?;
    Ok((watch.elapsed(), u64::try_from(rows)?))
}

/// Times of the bare statement behind a team's open list: fifty rows by the index.
pub(crate) fn open_page(file: &Path, team: &[u8]) -> Result<Latencies> {
    const PAGE: &str = "SELECT r.number, r.title, r.state, r.priority, r.opened_at, r.updated_at, p.name, a.name
        FROM record r LEFT JOIN person p ON p.id = r.requester_id LEFT JOIN person a ON a.id = r.assignee_id
        WHERE r.team_id = ?1 AND r.kind = 'incident' AND r.is_open = 1
        ORDER BY r.opened_at DESC, r.subject_id DESC LIMIT 50";
    let connection = open(file)?;
    let mut times = Latencies::default();
    for _ in 0..500 {
        let watch = Stopwatch::start();
        let mut select = connection.prepare_cached(PAGE)?;
        let rows = select
            .query_map(params![team], |row| row.get::<_, String>(1))?
            .collect::<Result<Vec<_>, _>>()?;
        times.add(watch.elapsed());
        if rows.len() != 50 {
            anyhow::bail!("the team has {} open incidents, and 50 are to be listed", rows.len());
        }
    }
    Ok(times)
}

/// A new file with the program's schema and what its rows refer to, the program's own attached.
fn fresh(path: &Path, source: &Path) -> Result<Connection> {
    Db::open(&Location::File(path.to_owned()))?
        .migrate(desk::migrations(), Timestamp::from_micros(0))?;
    let connection = open(path)?;
    let source = source.to_str().context("the path is not UTF-8")?;
    connection.execute("ATTACH DATABASE ?1 AS source", [source])?;
    for table in REFERRED {
        connection
            .execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM source.{table}"))?;
    }
    Ok(connection)
}

fn open(path: &Path) -> Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 0)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -32_000)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

fn size(file: &Path) -> u64 {
    std::fs::metadata(file).map_or(0, |file| file.len())
}

fn move_log(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA main.wal_checkpoint(PASSIVE)", [], |_| Ok(()))
}
