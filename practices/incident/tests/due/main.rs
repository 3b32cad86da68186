//! What comes due by itself does so once: on time, late after a stop, and with two nodes at once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure is a failed test"
)]

mod house;
mod rounds;
mod tasks;
mod waits;
