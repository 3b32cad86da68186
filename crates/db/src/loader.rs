//! Makes a database from whole tables: the schema first, then rows without indexes and references,
//! which are made, and checked, at the end. All or nothing: what was not finished was never there.

use crate::postgres::Filling;
use crate::sqlite::Loading;
use crate::{Location, Migration, Result, Table, Timestamp, Value};

/// A database being filled.
pub struct Loader(Engine);

enum Engine {
    Sqlite(Loading),
    Postgres(Filling),
}

/// Rows that come one after the other.
pub type Rows<'r> = &'r mut dyn Iterator<Item = Result<Vec<Value>>>;

impl Loader {
    /// Begins to make a database where there is none, with these steps of the schema. An embedded
    /// file is not safe on the disk before [`Loader::finish`], and worth nothing when that is not
    /// reached: give it another name until then.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn begin(location: &Location, steps: &'static [Migration], now: Timestamp) -> Result<Self> {
        Ok(Loader(match location {
            Location::File(path) => Engine::Sqlite(Loading::begin(path, steps, now)?),
            Location::Server(url) => Engine::Postgres(Filling::begin(url, steps, now)?),
        }))
    }

    /// Removes the rows the schema itself put into a table.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn empty(&mut self, table: &Table) -> Result<()> {
        match &mut self.0 {
            Engine::Sqlite(loading) => loading.empty(table),
            Engine::Postgres(filling) => filling.empty(table),
        }
    }

    /// Adds rows to a table, the values in the order of its columns; how many there were.
    ///
    /// # Errors
    /// Whatever the engine says, or the first error among the rows.
    pub fn add(&mut self, table: &Table, rows: Rows<'_>) -> Result<u64> {
        match &mut self.0 {
            Engine::Sqlite(loading) => loading.add(table, rows),
            Engine::Postgres(filling) => filling.add(table, rows),
        }
    }

    /// Makes indexes and references and keeps everything.
    ///
    /// # Errors
    /// [`crate::Error::BrokenReference`] when rows refer to what is not there, and then nothing is
    /// kept; whatever the engine says.
    pub fn finish(self) -> Result<()> {
        match self.0 {
            Engine::Sqlite(loading) => loading.finish(),
            Engine::Postgres(filling) => filling.finish(),
        }
    }
}

impl std::fmt::Debug for Loader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Loader")
    }
}
