//! What people wrote goes when its time is over: wholly, once, at its moment, wherever the program was
//! killed; and what is counted stays.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a failure is a failed test"
)]

mod bounded;
mod doors;
mod dump;
mod house;
mod merged;
mod texts;
