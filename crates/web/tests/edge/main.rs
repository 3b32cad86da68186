//! The edge as browsers and programs meet it: the whole application, called in process.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

extern crate mainstay_web as web;

mod accounts;
mod answers;
mod baseline;
mod bodies;
mod browser;
mod description;
mod failures;
mod forms;
mod general;
mod handlers;
mod health;
mod organisation;
mod own_tokens;
mod people_import;
mod rates;
mod roles;
mod second_factor;
mod sessions;
mod setup;
mod tokens;
