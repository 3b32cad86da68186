//! A throw-away installation on one of the engines.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use db::{Db, Location};
use pgcluster::Cluster;
use postgres::{Client, NoTls};
use tempfile::TempDir;

use crate::stopwatch::{Stopwatch, pause};

/// How long a server may take to hand on and seal what a filled database holds, and to make the keys by which
/// texts are sorted after it was restored on another engine.
const PATIENCE: Duration = Duration::from_secs(3_600);
db::statements! {
    UNSETTLED = "SELECT 1 AS waits WHERE EXISTS (SELECT 1 FROM outbox) \
         OR EXISTS (SELECT 1 FROM entry WHERE position IS NULL) \
         OR (SELECT max(position) FROM entry) > \
            (SELECT coalesce(max(last_position), 0) FROM checkpoint) \
         OR EXISTS (SELECT 1 FROM text_key_edition WHERE fingerprint = '' OR building <> '')";
}

/// Where the data lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// The embedded file.
    Sqlite,
    /// A private PostgreSQL server, as careful with its disk as in production.
    Postgres,
}

/// A data directory and, on PostgreSQL, a server of its own; both go with this value.
#[derive(Debug)]
pub(crate) struct Installation {
    data: PathBuf,
    cluster: Option<Cluster>,
    /// A database on a server that was there before and stays.
    server: Option<String>,
    /// Nothing when the directory was given and stays.
    directory: Option<TempDir>,
}

impl Installation {
    /// A new, empty one.
    pub(crate) fn new(engine: Engine) -> Result<Self> {
        let directory = tempfile::Builder::new().prefix("mainstay-bench-").tempdir()?;
        let cluster = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Cluster::start()?),
        };
        let installation = Installation {
            data: directory.path().join("data"),
            cluster,
            server: None,
            directory: Some(directory),
        };
        installation.make_database("mainstay")?;
        Ok(installation)
    }

    /// One in a given directory on SQLite, which stays.
    pub(crate) fn kept(data: &Path) -> Self {
        Installation { data: data.to_owned(), cluster: None, server: None, directory: None }
    }

    /// One whose database lies on a server, and whose keys and files in a given directory; both stay.
    pub(crate) fn on(server: &str, data: &Path) -> Self {
        Installation { server: Some(server.to_owned()), ..Installation::kept(data) }
    }

    /// The data directory.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// The database file on SQLite.
    pub(crate) fn file(&self) -> PathBuf {
        self.data.join("mainstay.db")
    }

    /// The URL of a database on PostgreSQL; on a server that was there before, the one that was given.
    pub(crate) fn url(&self, name: &str) -> Option<String> {
        let own = self.cluster.as_ref().map(|cluster| cluster.database_url(name));
        own.or_else(|| self.server.clone())
    }

    /// The PostgreSQL server, to be killed.
    pub(crate) fn cluster(&mut self) -> Option<&mut Cluster> {
        self.cluster.as_mut()
    }

    /// Leaves the directory where it is when this value goes; gives its place.
    pub(crate) fn keep(&mut self) -> PathBuf {
        self.directory.take().map(TempDir::keep);
        self.data.clone()
    }

    /// Opens the database beside the program.
    pub(crate) fn open(&self) -> Result<Db> {
        let location =
            self.url("mainstay").map_or_else(|| Location::File(self.file()), Location::Server);
        Ok(Db::open(&location)?)
    }

    /// Waits until the running server has handed on every effect and sealed every entry of a
    /// database that was filled without it. What is read meanwhile waits beside that work.
    pub(crate) fn settle(&self) -> Result<()> {
        let (db, watch) = (self.open()?, Stopwatch::start());
        while db.read(|tx| tx.row(UNSETTLED, &[]))?.is_some() {
            if watch.reached(PATIENCE) {
                bail!("the server had not caught up after {PATIENCE:?}");
            }
            pause(Duration::from_millis(200));
        }
        Ok(())
    }

    /// Makes an empty database on the server; nothing on SQLite, where a file comes by itself.
    pub(crate) fn make_database(&self, name: &str) -> Result<()> {
        let Some(cluster) = &self.cluster else { return Ok(()) };
        let mut client =
            Client::connect(&cluster.url(), NoTls).context("the private PostgreSQL server")?;
        client
            .batch_execute(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))?;
        Ok(())
    }
}
