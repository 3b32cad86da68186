//! A database of its own for each test, on both engines.

use std::ops::Deref;

use db::{Db, Location};
use tempfile::TempDir;

use crate::{MORNING, server};

/// The engines the product runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

impl Engine {
    /// Both of them.
    pub const BOTH: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];
}

/// A database of one test; it is removed with this value.
pub struct Database {
    // Dropped in this order: connections are closed before what they are to is removed.
    db: Db,
    location: Location,
    _place: Place,
}

/// What is removed when the test is over.
#[expect(dead_code, reason = "held for what dropping them does")]
enum Place {
    Directory(TempDir),
    Server(server::Database),
}

impl Database {
    /// One with the schema and no rows but those the schema brings.
    #[must_use]
    pub fn migrated(engine: Engine) -> Self {
        let database = match engine {
            Engine::Sqlite => Database::empty(engine),
            Engine::Postgres => Database::on_server(server::Database::migrated()),
        };
        database.db.migrate(desk::migrations(), MORNING).unwrap();
        database
    }

    /// One without a schema.
    #[must_use]
    pub fn empty(engine: Engine) -> Self {
        match engine {
            Engine::Postgres => Database::on_server(server::Database::empty()),
            Engine::Sqlite => {
                let directory = tempfile::tempdir().unwrap();
                let location = Location::File(directory.path().join("mainstay.db"));
                let db = Db::open(&location).unwrap();
                Database { db, location, _place: Place::Directory(directory) }
            }
        }
    }

    fn on_server(place: server::Database) -> Self {
        let location = Location::Server(place.url());
        let db = Db::open(&location).unwrap();
        Database { db, location, _place: Place::Server(place) }
    }

    /// Where it is, to open it a second time.
    #[must_use]
    pub fn location(&self) -> &Location {
        &self.location
    }
}

impl Deref for Database {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

/// Runs a test on an SQLite file and on a PostgreSQL database, each new and migrated.
pub fn each_engine(body: impl Fn(&Db)) {
    for engine in Engine::BOTH {
        let database = Database::migrated(engine);
        // Shown only when the test fails: it says on which engine.
        println!("on {}", database.describe());
        body(&database);
    }
}
