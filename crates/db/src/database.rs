//! The database as the product sees it.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::postgres::{Isolation, Postgres};
use crate::slow::Patience;
use crate::span;
use crate::sqlite::Sqlite;
use crate::work::{First, Work};
use crate::{Error, Measures, ReadTx, Result, Tx};

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
pub struct Db {
    pub(crate) engine: Arc<Engine>,
    measures: Measures,
    patience: Patience,
    first: Option<First>,
}

pub(crate) enum Engine {
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
        let (measures, patience) = (Measures::new()?, Patience::default());
        let engine = match location {
            Location::File(path) => Engine::Sqlite(Sqlite::open(path, &measures, &patience)?),
            Location::Server(url) => Engine::Postgres(Postgres::open(url, &measures, &patience)?),
        };
        Ok(Db { engine: Arc::new(engine), measures, patience, first: None })
    }

    /// Opens a database that is only read, also where it lies on a disk that may only be read: every
    /// write is refused there. A file that may be written is opened as others are.
    ///
    /// # Errors
    /// As [`Db::open`]; [`Error::Unavailable`] also where it cannot be read without writing.
    pub fn open_to_read(location: &Location) -> Result<Self> {
        match (Db::open(location), location) {
            (Err(Error::ReadOnly), Location::File(path)) => {
                let (measures, patience) = (Measures::new()?, Patience::default());
                let sqlite = Sqlite::open_read_only(path, &measures, &patience)?;
                let engine = Arc::new(Engine::Sqlite(sqlite));
                Ok(Db { engine, measures, patience, first: None })
            }
            (opened, _) => opened,
        }
    }

    /// Whether it was opened where nothing can be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        matches!(&*self.engine, Engine::Sqlite(sqlite) if sqlite.writer.is_none())
    }

    /// A handle to the same database whose writes, [`Db::write`] and [`Db::add`], each begin with
    /// `first`, in their transaction. Where it answers false, the write is not to be: nothing is
    /// changed, and it ends in [`Error::Superseded`].
    #[must_use]
    pub fn beginning_with(
        &self,
        first: impl Fn(&Tx<'_>) -> Result<bool> + Send + Sync + 'static,
    ) -> Self {
        Db { first: Some(Arc::new(first)), ..self.clone() }
    }

    /// A handle to the same database whose writes begin with nothing: for what prepares a change and
    /// is not the change itself.
    #[must_use]
    pub fn plain(&self) -> Self {
        Db { first: None, ..self.clone() }
    }

    /// Reads one snapshot. Blocks the calling thread.
    ///
    /// # Errors
    /// Whatever the closure returns, or the engine's failure.
    pub fn read<T, E: From<Error>>(
        &self,
        f: impl Fn(&ReadTx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.read_as(None, f)
    }

    /// As [`Db::read`], for what somebody else decides how long it takes: a statement that goes on for
    /// longer is ended. The server allows each statement so much, the embedded engine all together.
    ///
    /// # Errors
    /// [`Error::TooLong`] when it was ended; else as [`Db::read`].
    pub fn read_within<T, E: From<Error>>(
        &self,
        longest: Duration,
        f: impl Fn(&ReadTx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.read_as(Some(longest), f)
    }

    fn read_as<T, E: From<Error>>(
        &self,
        longest: Option<Duration>,
        f: impl Fn(&ReadTx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let mut outcome = None;
        self.run_read(longest, &mut |tx| outcome = Some(f(tx)))?;
        outcome.unwrap_or_else(|| Err(Error::Panicked.into()))
    }

    /// One function for every closure: what is generic is only where its answer is put.
    fn run_read(&self, longest: Option<Duration>, run: &mut dyn FnMut(&ReadTx<'_>)) -> Result<()> {
        let _within = span::read().entered();
        match &*self.engine {
            Engine::Sqlite(sqlite) => sqlite.readers.read(longest, run),
            Engine::Postgres(postgres) => postgres.read(longest, run),
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
        self.write_as(Isolation::Serializable, self.first.clone(), f)
    }

    /// As [`Db::write`], for what adds rows of its own, such as opening a record. It sees one moment, and
    /// nobody who adds at the same time is in its way, unless both write the same row: then one of them
    /// begins again, with what the other did in sight. What must not have changed meanwhile in rows it
    /// only reads is for [`Db::write`].
    ///
    /// # Errors
    /// As [`Db::write`].
    pub fn add<T, E, F>(&self, f: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        self.write_as(Isolation::Snapshot, self.first.clone(), f)
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
        self.write_as(Isolation::ReadCommitted, None, f)
    }

    fn write_as<T, E, F>(
        &self,
        isolation: Isolation,
        first: Option<First>,
        f: F,
    ) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: Fn(&Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        let outcome = Arc::new(Mutex::new(None));
        let told = Arc::clone(&outcome);
        let run = move |tx: &Tx<'_>| {
            let done = f(tx);
            let keep = done.is_ok();
            *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(done);
            keep
        };
        let work = Work::new(first, Box::new(run));
        self.run_write(isolation, work)?;
        let done = outcome.lock().unwrap_or_else(PoisonError::into_inner).take();
        done.unwrap_or_else(|| Err(Error::Panicked.into()))
    }

    /// One function for every closure. It ends well also where the closure refused: then that is in
    /// what it answered.
    fn run_write(&self, isolation: Isolation, work: Work) -> Result<()> {
        let within = span::write();
        match &*self.engine {
            Engine::Postgres(postgres) => within.in_scope(|| postgres.write(isolation, work)),
            Engine::Sqlite(sqlite) => match &sqlite.writer {
                Some(writer) => writer.write(work, within),
                None => Err(Error::ReadOnly),
            },
        }
    }

    /// What was written since the database was opened.
    #[must_use]
    pub fn throughput(&self) -> Throughput {
        Throughput { writes: self.measures.writes.get(), commits: self.measures.commits.get() }
    }

    /// What was counted since the database was opened.
    #[must_use]
    pub fn measures(&self) -> &Measures {
        &self.measures
    }

    /// Tells the log of every statement that takes so long or longer; of none where it is zero, as it
    /// is at first. It holds for every handle to this database.
    pub fn tell_slow(&self, longest: Duration) {
        self.patience.set(longest);
    }

    /// Tells `heard` after each commit of this process, until it answers false, and answers whether
    /// it ever will. It must not wait for anything. Other processes may write too, and on a server
    /// what was committed gets its place among all entries only later: there whoever waits must look.
    pub fn on_commit(&self, heard: impl Fn() -> bool + Send + Sync + 'static) -> bool {
        match &*self.engine {
            Engine::Sqlite(sqlite) => {
                let Some(writer) = &sqlite.writer else { return false };
                writer.bell.tell(heard);
                true
            }
            Engine::Postgres(_) => false,
        }
    }

    /// The engine's name.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match &*self.engine {
            Engine::Sqlite(_) => "SQLite",
            Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// The engine's name and where its data is, for people; never a password.
    #[must_use]
    pub fn describe(&self) -> String {
        match &*self.engine {
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
