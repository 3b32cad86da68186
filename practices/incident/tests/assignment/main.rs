//! Who gets a newly opened incident.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure is a failed test"
)]

mod doors;
mod fair;
mod giving;
mod house;
mod setting;
mod trying;
