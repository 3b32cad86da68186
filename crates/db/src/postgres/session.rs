//! One connection with the statements prepared on it.

use std::collections::HashMap;

use postgres::types::ToSql;
use postgres::{Client, Statement};

use super::bind;
use crate::sqlite::statement::refuse_nul;
use crate::{Error, Result, Row, Value};

/// Prepared statements kept per connection; built lists beyond it start afresh.
const STATEMENTS_KEPT: usize = 512;

pub(crate) struct Session {
    client: Client,
    prepared: HashMap<String, Statement>,
    /// The engine said that this transaction met another one.
    conflicted: bool,
}

impl Session {
    pub(super) fn new(client: Client) -> Self {
        Session { client, prepared: HashMap::new(), conflicted: false }
    }

    pub(super) fn begin(&mut self, sql: &str) -> Result<()> {
        self.conflicted = false;
        Ok(self.client.batch_execute(sql)?)
    }

    pub(super) fn end(&mut self, sql: &str) -> Result<()> {
        Ok(self.client.batch_execute(sql)?)
    }

    /// Commits; a connection lost on the way leaves the outcome open, which the caller must know.
    pub(super) fn commit(&mut self) -> Result<()> {
        match self.end("COMMIT") {
            Err(Error::Unavailable(_)) => Err(Error::OutcomeUnknown),
            other => other,
        }
    }

    pub(super) fn must_retry(&self) -> bool {
        self.conflicted
    }

    pub(super) fn is_broken(&self) -> bool {
        self.client.is_closed()
    }

    pub(crate) fn prepare(&mut self, sql: &str) -> Result<()> {
        self.statement(sql).map(|_| ())
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.client.batch_execute(sql)?)
    }

    pub(crate) fn rows(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let statement = self.statement(sql)?;
        let found = self.client.query(&statement, &bound(params)?);
        self.noted(found)?.iter().map(bind::read).collect()
    }

    pub(crate) fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let statement = self.statement(sql)?;
        let changed = self.client.execute(&statement, &bound(params)?);
        self.noted(changed)
    }

    fn statement(&mut self, sql: &str) -> Result<Statement> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        let prepared = self.client.prepare(sql);
        let statement = self.noted(prepared)?;
        if self.prepared.len() >= STATEMENTS_KEPT {
            self.prepared.clear();
        }
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn noted<T>(&mut self, outcome: std::result::Result<T, postgres::Error>) -> Result<T> {
        outcome.map_err(|error| {
            let error = Error::from(error);
            self.conflicted |= matches!(error, Error::Busy);
            error
        })
    }
}

fn bound(params: &[Value]) -> Result<Vec<&(dyn ToSql + Sync)>> {
    params.iter().try_for_each(refuse_nul)?;
    Ok(params.iter().map(|v| -> &(dyn ToSql + Sync) { v }).collect())
}
