//! A throw-away installation on one of the engines.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use db::{Db, Location};
use pgcluster::Cluster;
use postgres::{Client, NoTls};
use tempfile::TempDir;

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
            directory: Some(directory),
        };
        installation.make_database("mainstay")?;
        Ok(installation)
    }

    /// One in a given directory on SQLite, which stays.
    pub(crate) fn kept(data: &Path) -> Self {
        Installation { data: data.to_owned(), cluster: None, directory: None }
    }

    /// The data directory.
    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// The database file on SQLite.
    pub(crate) fn file(&self) -> PathBuf {
        self.data.join("mainstay.db")
    }

    /// The URL of a database on PostgreSQL.
    pub(crate) fn url(&self, name: &str) -> Option<String> {
        self.cluster.as_ref().map(|cluster| cluster.database_url(name))
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
