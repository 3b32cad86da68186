//! The API's description shows an example of everything that is sent and answered. Each is what its
//! schema says, what is sent as it stands there is taken, and all of it is read on pages.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failure is a failed test"
)]

#[allow(dead_code, reason = "the program uses more of it than these tests")]
#[path = "../../src/practices.rs"]
mod practices;

mod fit;
mod house;
mod read;
mod sent;
mod told;
