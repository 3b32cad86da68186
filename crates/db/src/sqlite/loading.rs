//! Fills a new file as fast as the disk takes it. It is synced once, at the end.

use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::{open, statistics};
use crate::loader::Rows;
use crate::migration::bring_forward;
use crate::slow::Patience;
use crate::transaction::Engine;
use crate::{Error, Migration, Result, Table, Timestamp, Tx};

/// Indexes the schema made, and the statements that make them; those of keys have none.
const INDEXES: &str =
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL";

/// A file being filled.
pub(crate) struct Loading {
    connection: Connection,
    path: PathBuf,
    indexes: Vec<String>,
}

impl Loading {
    pub(crate) fn begin(path: &Path, steps: &'static [Migration], now: Timestamp) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        open::make_private(path)?;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
             PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -256000; BEGIN",
        )?;
        let patience = Patience::default();
        bring_forward(&Tx::new(Engine::Sqlite(&connection), &patience), steps, now)?;
        let named: Vec<(String, String)> = connection
            .prepare(INDEXES)?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut indexes = Vec::new();
        for (name, made_by) in named {
            connection.execute_batch(&format!("DROP INDEX \"{name}\""))?;
            indexes.push(made_by);
        }
        Ok(Loading { connection, path: path.to_owned(), indexes })
    }

    pub(crate) fn empty(&mut self, table: &Table) -> Result<()> {
        Ok(self.connection.execute_batch(&format!("DELETE FROM \"{}\"", table.name))?)
    }

    pub(crate) fn add(&mut self, table: &Table, rows: Rows<'_>) -> Result<u64> {
        let places: Vec<String> = (1..=table.columns.len()).map(|n| format!("?{n}")).collect();
        let mut insert = self.connection.prepare_cached(&format!(
            "INSERT INTO \"{}\" ({}) VALUES ({})",
            table.name,
            table.listed(),
            places.join(", ")
        ))?;
        let mut added = 0;
        for row in rows {
            let row = row?;
            table.fits(&row)?;
            insert.execute(rusqlite::params_from_iter(&row))?;
            added += 1;
        }
        Ok(added)
    }

    pub(crate) fn finish(self) -> Result<()> {
        self.connection.execute_batch("COMMIT")?;
        for made_by in &self.indexes {
            self.connection.execute_batch(made_by)?;
        }
        let broken = self.connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
        if broken {
            return Err(Error::BrokenReference);
        }
        statistics::gather(&self.connection)?;
        self.connection.close().map_err(|(_, error)| error)?;
        let synced = File::open(&self.path).and_then(|file| file.sync_all());
        synced.map_err(|e| Error::Unavailable(format!("{}: {e}", self.path.display())))
    }
}
