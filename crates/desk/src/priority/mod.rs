//! The priority that follows from impact and urgency: a matrix for each kind of record that has both.
//!
//! A record is given its priority when it is opened and when somebody weighs it anew, by the matrix of
//! that moment. So a matrix that changes leaves what there is as it is; how many open records have another
//! priority than it says is counted, and they are found by a filter, so that whoever wants to weighs them
//! anew. Where somebody overrode the priority the matrix says nothing.

mod apart;
mod given;
mod matrix;
mod set;

pub use apart::{Apart, Example, apart_filter};
pub use given::{RawCell, of_words};
pub use matrix::{Cell, Crossing, Levels, Matrix};
pub use set::{Preview, Standing, preview, restore, set, standing, standings};

use crate::kind::Kind;

/// Whether records of a kind have a priority by a matrix.
#[must_use]
pub fn is_for(kind: &Kind) -> bool {
    !kind.priorities.is_empty()
}

/// Every static statement of these modules.
pub(crate) fn statements() -> Vec<db::Statement> {
    [matrix::STATEMENTS, set::STATEMENTS].concat()
}
