//! What tests of the product stand on: both engines, a clock that stands still, chance that repeats
//! and a small desk with people of every role.
//!
//! Nothing here is skipped silently: without PostgreSQL on the machine a test that needs it fails
//! and says what to install.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "used by tests alone, where a panic is the answer"
)]

#[cfg(feature = "contract")]
pub mod contract;
mod database;
pub mod fields;
mod people;
mod seeds;
mod server;
mod shelf;
mod small_desk;

use db::{Chance, Clock, Timestamp};

#[cfg(feature = "contract")]
pub use crate::contract::contract;
pub use crate::database::{Database, Engine, each_engine};
pub use crate::people::PASSWORD;
pub use crate::seeds::Seeds;
pub use crate::shelf::shelf;
pub use crate::small_desk::Desk;

/// A Monday morning: 2026-03-02T09:00:00Z.
pub const MORNING: Timestamp = Timestamp::from_micros(1_772_442_000_000_000);

/// A clock that stands at [`MORNING`] until it is moved.
#[must_use]
pub fn clock() -> Clock {
    Clock::set_to(MORNING)
}

/// Chance that is the same in every run.
#[must_use]
pub fn chance() -> Chance {
    Chance::seeded(1)
}
