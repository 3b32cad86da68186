//! A throw-away private PostgreSQL cluster from the binaries already installed.
//!
//! Tests and measurements that need a real PostgreSQL start one here: a data directory of its own,
//! a free port on the loopback interface, no password, nothing shared with a server that may run on
//! the machine. It disappears when the value is dropped, and also when the process that owns it dies
//! without a chance to clean up.
//!
//! ```no_run
//! let cluster = mainstay_pgcluster::Cluster::start()?;
//! assert!(cluster.url().starts_with("postgres://"));
//! # Ok::<(), anyhow::Error>(())
//! ```

mod account;
mod binaries;
mod cluster;
mod place;
mod processes;
mod server;
mod settings;
mod watchdog;

#[cfg(test)]
mod tests;

pub use cluster::Cluster;
pub use settings::Settings;
