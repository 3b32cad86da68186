//! Brings the schema forward, one numbered step after the other.

use sha2::{Digest, Sha256};

use crate::{Db, Error, ReadTx, Result, Statement, Timestamp, Tx, params};

/// One step of the schema. The same text serves both engines unless a twin is given.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number; steps run in this order.
    pub number: u32,
    /// What it does, from its file name.
    pub name: &'static str,
    /// The statements for SQLite.
    pub sqlite: &'static str,
    /// The statements for PostgreSQL.
    pub postgres: &'static str,
}

/// What [`Db::migrate`] did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// Steps that ran now.
    pub applied: Vec<u32>,
    /// The schema's number now.
    pub schema: u32,
}

crate::statements! {
    APPLIED = "SELECT number, name, digest FROM schema_migration ORDER BY number";
    RECORD = "INSERT INTO schema_migration (number, name, digest, applied_at) VALUES ($1, $2, $3, $4)";
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, digest BYTEA NOT NULL, applied_at BIGINT NOT NULL)";

impl Migration {
    fn text(&self, tx: &ReadTx<'_>) -> &'static str {
        if tx.commits_in_order() { self.sqlite } else { self.postgres }
    }
}

/// Where the schema of a database stands.
#[derive(Debug, Clone, Copy)]
pub struct SchemaSteps {
    /// The steps that have run.
    pub applied: &'static [Migration],
    /// Those that have not.
    pub pending: &'static [Migration],
}

impl SchemaSteps {
    /// Whether the database holds something already and is to become another.
    #[must_use]
    pub fn is_older(&self) -> bool {
        !self.applied.is_empty() && !self.pending.is_empty()
    }
}

impl Db {
    /// Where the schema stands among these steps. Nothing is changed but that an empty database
    /// gets the table in which steps are noted.
    ///
    /// # Errors
    /// When the database was written by a newer program, or when a step that ran has since been
    /// edited.
    pub fn schema_steps(&self, steps: &'static [Migration]) -> Result<SchemaSteps> {
        let known = match self.is_read_only() {
            true => self.read(|tx| verify(tx, steps))?,
            false => self.housekeep(move |tx| {
                alone(tx)?;
                tx.batch(TABLE)?;
                verify(tx, steps)
            })?,
        };
        let (applied, pending) = steps.split_at_checked(known).unwrap_or((steps, &[]));
        Ok(SchemaSteps { applied, pending })
    }

    /// Runs the steps that have not run, all in one transaction.
    ///
    /// # Errors
    /// When the database was written by a newer program, when a step that ran has since been
    /// edited, or when a step fails; nothing is changed then.
    pub fn migrate(&self, steps: &'static [Migration], now: Timestamp) -> Result<Migrated> {
        // Housekeeping, for each statement must see what another node committed while this one waited.
        self.housekeep(move |tx| {
            alone(tx)?;
            bring_forward(tx, steps, now)
        })
    }

    /// Whether every step has run and none is unknown.
    ///
    /// # Errors
    /// As [`Db::migrate`]; also when no step has run yet.
    pub fn schema_is_current(&self, steps: &'static [Migration]) -> Result<bool> {
        Ok(self.schema_steps(steps)?.pending.is_empty())
    }
}

/// Runs the steps that have not run.
pub(crate) fn bring_forward(
    tx: &Tx<'_>,
    steps: &'static [Migration],
    now: Timestamp,
) -> Result<Migrated> {
    tx.batch(TABLE)?;
    let known = verify(tx, steps)?;
    let mut applied = Vec::new();
    for step in steps.iter().skip(known) {
        if known > 0 {
            tracing::info!(number = step.number, name = step.name, "a step of the schema");
        }
        tx.batch(step.text(tx))
            .map_err(|e| Error::Other(format!("step {:04}_{}: {e}", step.number, step.name)))?;
        let digest = Sha256::digest(step.text(tx).as_bytes());
        tx.execute(RECORD, params![step.number, step.name, digest.to_vec(), now])?;
        applied.push(step.number);
    }
    Ok(Migrated { applied, schema: steps.last().map_or(0, |s| s.number) })
}

/// Lets one node after the other look at the schema: on an empty server even `IF NOT EXISTS` fails
/// when two create the same table. The embedded engine has one writer anyway.
fn alone(tx: &Tx<'_>) -> Result<()> {
    if tx.commits_in_order() { Ok(()) } else { tx.batch("SELECT pg_advisory_xact_lock(7203713)") }
}

/// How many of the steps have run, after checking that they are the same steps.
fn verify(tx: &ReadTx<'_>, steps: &[Migration]) -> Result<usize> {
    let rows = tx.rows(APPLIED, params![])?;
    for (index, row) in rows.iter().enumerate() {
        let (number, name, digest): (i64, String, Vec<u8>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        let Some(step) = steps.get(index) else {
            return Err(Error::Other(format!(
                "the database has schema step {number:04}_{name}, which this program does not know: use the newer program that wrote it"
            )));
        };
        if i64::from(step.number) != number
            || Sha256::digest(step.text(tx).as_bytes()).as_slice() != digest
        {
            return Err(Error::Other(format!(
                "schema step {number:04}_{name} was applied in another form than this program knows"
            )));
        }
    }
    Ok(rows.len())
}

/// The table's own statements, for the test that prepares them all.
#[must_use]
pub fn statements() -> &'static [Statement] {
    STATEMENTS
}
