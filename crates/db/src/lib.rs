//! The one door to the database: an embedded SQLite file or a PostgreSQL server, spoken to in the
//! same SQL.
//!
//! Everything here is synchronous. A caller passes a closure to [`Db::read`] or [`Db::write`]; the
//! closure may run more than once, has no effects outside the transaction and never waits for
//! anything but the database. This is the only crate that names `rusqlite` or `postgres`.

mod bell;
mod built;
mod chance;
mod clock;
mod database;
mod error;
mod id;
mod insert;
mod loader;
mod measures;
mod migration;
mod postgres;
mod row;
mod slow;
mod span;
mod sqlite;
mod standing;
mod statement;
mod stopwatch;
mod table;
mod timestamp;
mod transaction;
mod value;
mod work;

pub use built::Built;
pub use chance::Chance;
pub use clock::Clock;
pub use database::{Db, Location, Throughput};
pub use error::{Error, Result};
pub use id::{Id, IdError};
pub use insert::{Insert, Over};
pub use loader::{Loader, Rows};
pub use measures::Measures;
pub use migration::{Migrated, Migration, SchemaSteps, statements};
pub use row::{Columns, FromValue, Row};
pub use standing::Standing;
pub use statement::Statement;
pub use table::Table;
pub use timestamp::{Timestamp, TimestampError};
pub use transaction::{Cost, ReadTx, Tx};
pub use value::{NO_PARAMS, Value};

/// The list builder; used for `build()` alone, so that no engine version is pinned by it.
pub use sea_query;
