//! What a closure may do inside a transaction.

use std::cell::{Cell, RefCell};
use std::ops::Deref;

use sea_query::{QueryStatementWriter, SelectStatement};

use crate::postgres::Session;
use crate::slow::Patience;
use crate::sqlite;
use crate::{Built, Error, Result, Row, Statement, Value};

/// A snapshot: everything read through it is of one moment.
pub struct ReadTx<'c> {
    engine: Engine<'c>,
    /// The first statement that failed. PostgreSQL answers a commit after it with a rollback and no
    /// error, so that whoever passes over a failure would be told that everything was saved.
    failure: RefCell<Option<Error>>,
    cost: Cell<Cost>,
    patience: &'c Patience,
}

/// What a transaction has read so far; for tests of what a page costs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cost {
    /// Statements that read.
    pub statements: usize,
    /// Rows they answered.
    pub rows: usize,
}

/// A transaction that may change things, all or nothing.
pub struct Tx<'c> {
    read: ReadTx<'c>,
}

pub(crate) enum Engine<'c> {
    Sqlite(&'c rusqlite::Connection),
    Postgres(RefCell<&'c mut Session>),
}

impl<'c> ReadTx<'c> {
    pub(crate) fn new(engine: Engine<'c>, patience: &'c Patience) -> Self {
        ReadTx { engine, failure: RefCell::new(None), cost: Cell::default(), patience }
    }

    pub(crate) fn engine(&self) -> &Engine<'c> {
        &self.engine
    }

    /// All rows of a statement.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn rows(&self, statement: Statement, params: &[Value]) -> Result<Vec<Row>> {
        self.run(statement.sql(), params)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn row(&self, statement: Statement, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.rows(statement, params)?.into_iter().next())
    }

    /// The row that must be there.
    ///
    /// # Errors
    /// [`Error::Missing`] when there is none.
    pub fn one(&self, statement: Statement, params: &[Value]) -> Result<Row> {
        self.row(statement, params)?.ok_or(Error::Missing)
    }

    /// All rows of a list built at run time.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn select(&self, select: &SelectStatement) -> Result<Vec<Row>> {
        let built = self.build(select)?;
        self.counted(self.patience.watch(&built.sql, length, || match &self.engine {
            Engine::Sqlite(connection) => {
                sqlite::statement::rows(connection, &built.sql, &built.values)
            }
            Engine::Postgres(session) => {
                session.try_borrow_mut().map_err(nested)?.rows_of_built(&built)
            }
        }))
    }

    /// What was read through it so far.
    #[must_use]
    pub fn cost(&self) -> Cost {
        self.cost.get()
    }

    /// The text and values a built list has on this engine.
    ///
    /// # Errors
    /// [`Error::Other`] when it holds a type no portable column has.
    pub fn build(&self, statement: &impl QueryStatementWriter) -> Result<Built> {
        match &self.engine {
            Engine::Sqlite(_) => Built::for_sqlite(statement),
            Engine::Postgres(_) => Built::for_postgres(statement),
        }
    }

    /// The columns of a table, in their order; for the tests that hold code and schema together.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn columns_of(&self, table: &str) -> Result<Vec<String>> {
        let sql = match &self.engine {
            Engine::Sqlite(_) => "SELECT name FROM pragma_table_info($1) ORDER BY cid",
            Engine::Postgres(_) => {
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position"
            }
        };
        self.run(sql, &[table.into()])?.iter().map(|row| row.get(0)).collect()
    }

    /// How the engine means to answer a list, line by line; for tests of plans.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn explain(&self, select: &SelectStatement) -> Result<Vec<String>> {
        let Built { sql, values } = self.build(select)?;
        match &self.engine {
            Engine::Sqlite(_) => self.plan(&sql, &values),
            // Its values have types of their own, by which the server may choose another plan.
            Engine::Postgres(session) => {
                let built = Built { sql: format!("EXPLAIN {sql}"), values };
                let rows = session.try_borrow_mut().map_err(nested)?.rows_of_built(&built)?;
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// How the engine means to run a static statement, line by line; for tests of plans.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn explain_static(&self, statement: Statement, params: &[Value]) -> Result<Vec<String>> {
        self.plan(statement.sql(), params)
    }

    fn plan(&self, sql: &str, params: &[Value]) -> Result<Vec<String>> {
        match &self.engine {
            Engine::Sqlite(_) => {
                let rows = self.run(&format!("EXPLAIN QUERY PLAN {sql}"), params)?;
                rows.iter().map(|row| row.get(3)).collect()
            }
            Engine::Postgres(_) => {
                let rows = self.run(&format!("EXPLAIN {sql}"), params)?;
                rows.iter().map(|row| row.get(0)).collect()
            }
        }
    }

    /// Prepares a statement without running it; for the test that prepares them all.
    ///
    /// # Errors
    /// Whatever the engine says about the text.
    pub fn prepare(&self, statement: Statement) -> Result<()> {
        match &self.engine {
            Engine::Sqlite(connection) => sqlite::statement::prepare(connection, statement.sql()),
            Engine::Postgres(session) => {
                session.try_borrow_mut().map_err(nested)?.prepare(statement.sql())
            }
        }
    }

    pub(crate) fn run(&self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        self.counted(self.patience.watch(sql, length, || match &self.engine {
            Engine::Sqlite(connection) => sqlite::statement::rows(connection, sql, params),
            Engine::Postgres(session) => {
                session.try_borrow_mut().map_err(nested)?.rows(sql, params)
            }
        }))
    }

    fn counted(&self, outcome: Result<Vec<Row>>) -> Result<Vec<Row>> {
        let Cost { statements, rows } = self.cost.get();
        let more = outcome.as_ref().map_or(0, Vec::len);
        self.cost.set(Cost { statements: statements + 1, rows: rows + more });
        self.noted(outcome)
    }

    fn noted<T>(&self, outcome: Result<T>) -> Result<T> {
        outcome.inspect_err(|error| {
            self.failure.borrow_mut().get_or_insert_with(|| error.clone());
        })
    }

    /// Whether transactions of this database commit in the order in which they run, so that a
    /// position given inside one is final. Otherwise a sequencer gives positions afterwards.
    #[must_use]
    pub fn commits_in_order(&self) -> bool {
        matches!(self.engine, Engine::Sqlite(_))
    }
}

impl<'c> Tx<'c> {
    pub(crate) fn new(engine: Engine<'c>, patience: &'c Patience) -> Self {
        Tx { read: ReadTx::new(engine, patience) }
    }

    /// Runs a statement that changes rows; how many it changed.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn execute(&self, statement: Statement, params: &[Value]) -> Result<u64> {
        let sql = statement.sql();
        self.watched(sql, || match &self.read.engine {
            Engine::Sqlite(connection) => sqlite::statement::execute(connection, sql, params),
            Engine::Postgres(session) => {
                session.try_borrow_mut().map_err(nested)?.execute(sql, params)
            }
        })
    }

    /// Runs an insert, update or delete built at run time; how many rows it changed.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn change(&self, statement: &impl QueryStatementWriter) -> Result<u64> {
        self.change_built(&self.build(statement)?)
    }

    pub(crate) fn change_built(&self, built: &Built) -> Result<u64> {
        self.watched(&built.sql, || match &self.read.engine {
            Engine::Sqlite(connection) => {
                sqlite::statement::execute(connection, &built.sql, &built.values)
            }
            Engine::Postgres(session) => {
                session.try_borrow_mut().map_err(nested)?.execute_built(built)
            }
        })
    }

    /// Runs what changes rows, and says when it took long.
    pub(crate) fn watched(&self, sql: &str, run: impl FnOnce() -> Result<u64>) -> Result<u64> {
        self.read.noted(self.read.patience.watch(sql, |rows| *rows, run))
    }

    /// Runs several statements of a migration.
    pub(crate) fn batch(&self, sql: &str) -> Result<()> {
        self.read.noted(match &self.read.engine {
            Engine::Sqlite(connection) => connection.execute_batch(sql).map_err(Error::from),
            Engine::Postgres(session) => session.try_borrow_mut().map_err(nested)?.batch(sql),
        })
    }

    /// Lets the engine look at its own rows, so that it chooses indexes by what they hold. Looks at a
    /// sample of each index on the embedded engine, which takes little at any size.
    ///
    /// # Errors
    /// Whatever the engine says.
    pub fn gather_statistics(&self) -> Result<()> {
        match &self.read.engine {
            Engine::Sqlite(connection) => self.read.noted(sqlite::statistics::gather(connection)),
            Engine::Postgres(_) => self.batch("ANALYZE"),
        }
    }

    /// The first statement that failed, if one did: then the transaction must not be committed.
    pub(crate) fn failure(&self) -> Option<Error> {
        self.read.failure.borrow().clone()
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &Self::Target {
        &self.read
    }
}

#[expect(clippy::ptr_arg, reason = "what a statement answers, as it is")]
fn length(rows: &Vec<Row>) -> u64 {
    u64::try_from(rows.len()).unwrap_or(u64::MAX)
}

fn nested(_: std::cell::BorrowMutError) -> Error {
    Error::Other("a statement ran inside another one".to_owned())
}
