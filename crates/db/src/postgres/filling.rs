//! Fills an empty database on a server, in one transaction.

use std::cell::RefCell;

use postgres::binary_copy::BinaryCopyInWriter;
use postgres::types::{ToSql, Type};
use postgres::{Client, Config, NoTls};

use super::Session;
use crate::loader::Rows;
use crate::migration::bring_forward;
use crate::slow::Patience;
use crate::transaction::Engine;
use crate::{Error, Migration, Result, Table, Timestamp, Tx};

/// What is put aside, and the statement that makes it anew: references first, then indexes that are
/// not a constraint's own.
const REFERENCES: &str = "
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname,
                  pg_get_constraintdef(c.oid))
    FROM pg_constraint c JOIN pg_namespace n ON n.oid = c.connamespace
    WHERE c.contype = 'f' AND n.nspname = current_schema() ORDER BY 1";
const INDEXES: &str = "
    SELECT format('DROP INDEX %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
    FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = current_schema()
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid) ORDER BY 1";

/// A database being filled; without [`Filling::finish`] the server forgets all of it.
pub(crate) struct Filling {
    client: Client,
    /// Statements that make anew what was put aside, in their order.
    anew: Vec<String>,
}

impl Filling {
    pub(crate) fn begin(url: &str, steps: &'static [Migration], now: Timestamp) -> Result<Self> {
        let config: Config = url
            .parse()
            .map_err(|e| Error::Other(format!("the database URL cannot be read: {e}")))?;
        let mut session = Session::new(config.connect(NoTls)?);
        session.begin("BEGIN")?;
        let (engine, patience) =
            (Engine::Postgres(RefCell::new(&mut session)), Patience::default());
        bring_forward(&Tx::new(engine, &patience), steps, now)?;
        let mut client = session.into_client();
        let (mut anew, mut last) = (Vec::new(), Vec::new());
        for (asked, kept) in [(REFERENCES, &mut last), (INDEXES, &mut anew)] {
            for row in client.query(asked, &[])? {
                client.batch_execute(row.try_get(0)?)?;
                kept.push(row.try_get(1)?);
            }
        }
        anew.append(&mut last);
        Ok(Filling { client, anew })
    }

    pub(crate) fn empty(&mut self, table: &Table) -> Result<()> {
        Ok(self.client.batch_execute(&format!("TRUNCATE \"{}\"", table.name))?)
    }

    pub(crate) fn add(&mut self, table: &Table, rows: Rows<'_>) -> Result<u64> {
        let columns = table.listed();
        let asked = format!("SELECT {columns} FROM \"{}\" LIMIT 0", table.name);
        let types: Vec<Type> =
            self.client.prepare(&asked)?.columns().iter().map(|c| c.type_().clone()).collect();
        let copy = format!("COPY \"{}\" ({columns}) FROM STDIN BINARY", table.name);
        let mut writer = BinaryCopyInWriter::new(self.client.copy_in(&copy)?, &types);
        for row in rows {
            let row = row?;
            table.fits(&row)?;
            writer.write(&row.iter().map(|v| -> &(dyn ToSql + Sync) { v }).collect::<Vec<_>>())?;
        }
        Ok(writer.finish()?)
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        for statement in &self.anew {
            self.client.batch_execute(statement)?;
        }
        self.client.batch_execute("COMMIT")?;
        Ok(self.client.batch_execute("ANALYZE")?)
    }
}
