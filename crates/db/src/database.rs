//! The database as the product sees it.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::postgres::{Isolation, Postgres};
use crate::sqlite::{Sqlite, Task};
use crate::{Error, ReadTx, Result, Tx};

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// An SQLite file, created when it does not exist.
    File(PathBuf),
    /// A PostgreSQL database, `postgres://…`.
    Server(String),
}

/// A handle to the database; clones share it.
#[derive(Clone)]
pub struct Db(Arc<Engine>);

enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// What was written since the database was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throughput {
    /// Write closures committed.
    pub writes: u64,
    /// Commits they shared.
    pub commits: u64,
}

impl Db {
    /// Opens the database; the schema is not touched.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot be reached, [`Error::Damaged`] when it is no database.
    pub fn open(location: &Location) -> Result<Self> {
        let engine = match location {
            Location::File(path) => Engine::Sqlite(Sqlite::open(path)?),
            Location::Server(url) => Engine::Postgres(Postgres::open(url)?),
        };
        Ok(Db(Arc::new(engine)))
    }

    /// Reads one snapshot. Blocks the calling thread.
    ///
    /// # Errors
    /// Whatever the closure returns, or the engine's failure.
    pub fn read<T, E: From<Error>>(
        &self,
        f: impl Fn(&ReadTx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        match &*self.0 {
            Engine::Sqlite(sqlite) => sqlite.readers.read(f),
            Engine::Postgres(postgres) => postgres.read(f),
        }
    }

    /// Changes things, all or nothing; returns after the commit is durable. Blocks the calling
    /// thread. The closure may run again and must have no effects outside the transaction.
    ///
    /// # Errors
    /// Whatever the closure returns (and then nothing is changed), or the engine's failure; also that
    /// of a statement which the closure passed over.
    pub fn write<T, E, F>(&self, f: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        self.write_as(Isolation::Serializable, f)
    }

    /// As [`Db::write`], for short housekeeping transactions (leases, claims, number blocks) that
    /// stand by themselves and must not conflict with business ones.
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn housekeep<T, E, F>(&self, f: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        self.write_as(Isolation::ReadCommitted, f)
    }

    fn write_as<T, E, F>(&self, isolation: Isolation, f: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        let guarded = move |tx: &Tx<'_>| {
            let outcome = catch_unwind(AssertUnwindSafe(|| f(tx)))
                .unwrap_or_else(|_| Err(Error::Panicked.into()));
            match (outcome, tx.failure()) {
                (Ok(_), Some(passed_over)) => Err(passed_over.into()),
                (outcome, _) => outcome,
            }
        };
        match &*self.0 {
            Engine::Postgres(postgres) => postgres.write(isolation, guarded),
            Engine::Sqlite(sqlite) => {
                let (answer, answered) = sync_channel(1);
                sqlite.writer.enqueue(Box::new(Write { f: guarded, outcome: None, answer }))?;
                answered.recv().unwrap_or_else(|_| {
                    Err(Error::Unavailable("the writer has stopped".to_owned()).into())
                })
            }
        }
    }

    /// What was written since the database was opened.
    #[must_use]
    pub fn throughput(&self) -> Throughput {
        match &*self.0 {
            Engine::Sqlite(sqlite) => Throughput {
                writes: sqlite.writer.done.writes.load(Ordering::Relaxed),
                commits: sqlite.writer.done.commits.load(Ordering::Relaxed),
            },
            Engine::Postgres(postgres) => {
                let writes = postgres.writes.load(Ordering::Relaxed);
                Throughput { writes, commits: writes }
            }
        }
    }

    /// The engine's name and where its data is, for people; never a password.
    #[must_use]
    pub fn describe(&self) -> String {
        match &*self.0 {
            Engine::Sqlite(sqlite) => format!("SQLite, {}", sqlite.path.display()),
            Engine::Postgres(_) => "PostgreSQL".to_owned(),
        }
    }
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Db({})", self.describe())
    }
}

/// A write waiting for the writer thread.
struct Write<F, T, E> {
    f: F,
    outcome: Option<std::result::Result<T, E>>,
    answer: SyncSender<std::result::Result<T, E>>,
}

impl<F, T, E> Task for Write<F, T, E>
where
    F: Fn(&Tx<'_>) -> std::result::Result<T, E> + Send,
    T: Send,
    E: From<Error> + Send,
{
    fn is_kept(&self) -> bool {
        matches!(self.outcome, Some(Ok(_)))
    }

    fn run(&mut self, tx: &Tx<'_>) -> bool {
        let outcome = (self.f)(tx);
        let keep = outcome.is_ok();
        self.outcome = Some(outcome);
        keep
    }

    fn finish(self: Box<Self>, committed: Result<()>) {
        let answer = match (committed, self.outcome) {
            // A closure that refused has its answer whether or not the others were committed.
            (_, Some(Err(refused))) => Err(refused),
            (Ok(()), Some(done)) => done,
            (Err(error), _) => Err(error.into()),
            (Ok(()), None) => Err(Error::Panicked.into()),
        };
        // The caller may have gone; what was written stays written.
        drop(self.answer.send(answer));
    }
}
