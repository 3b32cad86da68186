//! A made-up organisation with a history, to look at the product with life in it.
//!
//! Everything comes from a seed and the present instant: the same two give the same people, the
//! same incidents and the same journal, hash by hash. Incidents are opened and worked through the
//! ordinary verbs by people who may do so, each at its own time in the past.

mod absences;
mod batch;
mod beside;
mod calendar;
mod cast;
mod deed;
mod departments;
mod dice;
mod enact;
mod families;
mod fields;
mod names;
mod organisation;
mod outage;
mod outages;
mod phrases;
mod plot;
mod populate;
mod present;
mod progress;
mod rules;
mod scene;
mod seasons;
mod slots;
mod story;
mod telling;
mod topics;
mod verdict;
mod views;
mod ways;

pub use populate::{Login, PASSWORD, Scale, Summary, populate};

/// The name of the organisation; give it to whatever sets the organisation up before.
pub const ORGANISATION: &str = "Greywater Instruments";

/// Every static statement of this crate, for the test that prepares them on both engines.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [progress::STATEMENTS, populate::STATEMENTS].concat()
}
