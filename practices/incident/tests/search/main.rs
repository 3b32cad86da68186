//! What is searched is found, by whoever may see it and by nobody else, on both engines alike.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

mod alike;
mod concurrent;
mod engines;
mod found;
mod merged;
mod office;
mod rebuilt;
mod sight;
