//! Files on incidents: kept once, seen by whom they are for, let go in time, and never lost.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a failure is a failed test"
)]

mod checking;
mod house;
mod letting_go;
mod pictures;
mod racing;
mod taking;
