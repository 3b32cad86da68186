//! One connection with the statements prepared on it.

use std::collections::HashMap;

use postgres::fallible_iterator::FallibleIterator as _;
use postgres::types::{ToSql, Type};
use postgres::{Client, Statement};

use super::bind;
use crate::sqlite::statement::refuse_nul;
use crate::{Built, Error, Result, Row, Value};

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

    pub(super) fn into_client(self) -> Client {
        self.client
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

    /// A built list says the types of its parameters: of `$1 = $2`, the form of an empty `IN`, the
    /// server would otherwise make texts.
    pub(crate) fn rows_of_built(&mut self, built: &Built) -> Result<Vec<Row>> {
        let statement = self.built(built)?;
        let found = self.client.query(&statement, &bound(&built.values)?);
        self.noted(found)?.iter().map(bind::read).collect()
    }

    pub(crate) fn execute_built(&mut self, built: &Built) -> Result<u64> {
        let statement = self.built(built)?;
        let changed = self.client.execute(&statement, &bound(&built.values)?);
        self.noted(changed)
    }

    /// Hands row after row to `each`, as they come from the server; how many there were.
    pub(crate) fn pour<E: From<Error>>(
        &mut self,
        sql: &str,
        each: &mut dyn FnMut(&[Value]) -> std::result::Result<(), E>,
    ) -> std::result::Result<u64, E> {
        let none: [&(dyn ToSql + Sync); 0] = [];
        let mut found = self.client.query_raw(sql, none).map_err(Error::from)?;
        let mut poured = 0;
        while let Some(row) = found.next().map_err(Error::from)? {
            each(bind::read(&row)?.values())?;
            poured += 1;
        }
        Ok(poured)
    }

    fn statement(&mut self, sql: &str) -> Result<Statement> {
        self.prepared(sql, sql, &[])
    }

    fn built(&mut self, built: &Built) -> Result<Statement> {
        let types: Vec<Type> = built.values.iter().map(bind::type_of).collect();
        // The same text with other types is another statement.
        let names: Vec<&str> = types.iter().map(Type::name).collect();
        self.prepared(&format!("{} -- {}", built.sql, names.join(" ")), &built.sql, &types)
    }

    fn prepared(&mut self, key: &str, sql: &str, types: &[Type]) -> Result<Statement> {
        if let Some(statement) = self.prepared.get(key) {
            return Ok(statement.clone());
        }
        let prepared = self.client.prepare_typed(sql, types);
        let statement = self.noted(prepared)?;
        if self.prepared.len() >= STATEMENTS_KEPT {
            self.prepared.clear();
        }
        self.prepared.insert(key.to_owned(), statement.clone());
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
