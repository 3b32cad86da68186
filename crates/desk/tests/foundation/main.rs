//! Teams, companies, sites, departments, services, categories and choices as administrators keep them,
//! on both engines.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test")]

mod house;
mod people;
mod things;
