//! Files on their way in, kept, and out again: in a folder and in a bucket.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a failure is a failed test"
)]

extern crate mainstay_files as files;

mod inbox;
mod pictures;
mod s3;
mod scanning;
mod stores;
