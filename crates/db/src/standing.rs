//! How the database stands, for whoever watches over it.

use std::path::Path;
use std::time::Duration;

use crate::database::Engine;
use crate::sqlite::{Writer, beside, without_links};
use crate::transaction::Engine as Within;
use crate::{Db, ReadTx, Result, Timestamp, params};

/// How long the one writer may be at one commit before it counts as stuck.
const STUCK: Duration = Duration::from_secs(30);

/// How the database stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The engine's version, in its own words.
    pub version: String,
    /// The number of the last step of the schema; nothing before the first.
    pub schema: Option<i64>,
    /// Bytes it takes on the disk.
    pub size: u64,
    /// The moment by the clock of the server; nothing for the embedded engine, which has none.
    pub now: Option<Timestamp>,
}

const SCHEMA: &str = "SELECT MAX(number) FROM schema_migration";
const OF_FILE: &str = "SELECT sqlite_version()";
const OF_SERVER: &str =
    "SELECT current_setting('server_version'), pg_database_size(current_database()),
    CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";

impl Db {
    /// How it stands now. Blocks the calling thread.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn standing(&self) -> Result<Standing> {
        let path = match &*self.engine {
            Engine::Sqlite(sqlite) => Some(sqlite.path.as_path()),
            Engine::Postgres(_) => None,
        };
        self.read(|tx| tx.standing(path))
    }

    /// Whether writes are taken: false when nobody answers them, or when the disk is full.
    #[must_use]
    pub fn writer_is_well(&self) -> bool {
        let is_full = match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.writer.as_ref().is_some_and(Writer::is_full),
            Engine::Postgres(_) => false,
        };
        self.writer_answers() && !is_full
    }

    /// Whether writes are answered: false when the thread that writes has ended or is stuck. On a server
    /// every connection writes, so that whoever can read can write.
    #[must_use]
    pub fn writer_answers(&self) -> bool {
        match &*self.engine {
            Engine::Sqlite(sqlite) => {
                let Some(writer) = &sqlite.writer else { return false };
                let busy = writer.busy_for();
                writer.is_alive() && busy.is_none_or(|busy| busy < STUCK)
            }
            Engine::Postgres(_) => true,
        }
    }
}

impl ReadTx<'_> {
    /// The number of the last step of the schema; nothing before the first.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn schema(&self) -> Result<Option<i64>> {
        self.run(SCHEMA, params![])?.first().map_or(Ok(None), |row| row.get(0))
    }

    fn standing(&self, path: Option<&Path>) -> Result<Standing> {
        let schema = self.schema()?;
        match self.engine() {
            Within::Sqlite(_) => {
                let rows = self.run(OF_FILE, params![])?;
                let version = rows.first().map_or(Ok(String::new()), |row| row.get(0))?;
                let size = path.map_or(0, size_of);
                Ok(Standing { version, schema, size, now: None })
            }
            Within::Postgres(_) => {
                let row = self.run(OF_SERVER, params![])?.into_iter().next();
                let row = row.ok_or(crate::Error::Missing)?;
                let size: i64 = row.get(1)?;
                Ok(Standing {
                    version: row.get(0)?,
                    schema,
                    size: u64::try_from(size).unwrap_or(0),
                    now: Some(row.get(2)?),
                })
            }
        }
    }
}

/// Bytes of the file and of its log, which lies where the file does and not where a link to it does.
fn size_of(path: &Path) -> u64 {
    let path = without_links(path).unwrap_or_else(|_| path.to_owned());
    let of = |path: &Path| std::fs::metadata(path).map_or(0, |about| about.len());
    of(&path) + of(&beside(&path, "-wal"))
}
