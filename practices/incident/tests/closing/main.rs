//! How incidents end by themselves, which belong together, and whom they are escalated to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failure is a failed test"
)]

mod doors;
mod ending;
mod escalating;
mod families;
mod following;
mod house;
mod satisfied;
